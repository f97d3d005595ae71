use super::*;
use crate::private_bus::PrivateBus;
use std::path::Path;
use zbus::interface;
use zbus::object_server::SignalEmitter;

/// The portal, with one answer to every question.
struct FakePortal {
    answer: u32,
    uri: String,
}

#[interface(name = "org.freedesktop.portal.Screenshot")]
impl FakePortal {
    async fn screenshot(
        &self,
        parent: &str,
        options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: zbus::message::Header<'_>,
        #[zbus(connection)] bus: &zbus::Connection,
    ) -> OwnedObjectPath {
        assert_eq!(parent, "");
        let token = <&str>::try_from(&options["handle_token"]).unwrap();
        let asker = header.sender().unwrap().trim_start_matches(':').replace('.', "_");
        let path = OwnedObjectPath::try_from(format!("{PATH}/request/{asker}/{token}")).unwrap();
        // At once, before the call returns, as the portal may.
        let results = HashMap::from([("uri", Value::from(self.uri.clone()))]);
        let emitter = SignalEmitter::new(bus, path.clone()).unwrap();
        emitter.emit(REQUEST, "Response", &(self.answer, results)).await.unwrap();
        path
    }
}

fn answered(answer: u32, uri: &str) -> Result<ScreenPicture, Failure> {
    let bus = PrivateBus::start();
    let portal = FakePortal { answer, uri: uri.to_owned() };
    let builder = zbus::blocking::connection::Builder::address(bus.address.as_str()).unwrap();
    let _portal = builder.name(PORTAL).unwrap().serve_at(PATH, portal).unwrap().build().unwrap();
    ask(&zbus::blocking::connection::Builder::address(bus.address.as_str()).unwrap().build().unwrap())
}

fn address(path: &Path) -> String {
    format!("file://{}", path.display()).replace(' ', "%20")
}

#[test]
fn the_file_is_read_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Screenshot from today.png");
    std::fs::write(&file, b"pixels").unwrap();
    let Ok(ScreenPicture::File(bytes)) = answered(0, &address(&file)) else { panic!("no file") };
    assert_eq!(bytes.expose(), b"pixels");
    assert!(!file.exists());
}

#[test]
fn a_person_may_say_no() {
    for answer in [1, 2] {
        assert_eq!(answered(answer, "").err(), Some(Failure::new("screen-not-allowed")));
    }
    assert_eq!(answered(0, "file:///nowhere/at/all.png").err(), Some(Failure::new("screen-not-allowed")));
    assert_eq!(answered(0, "https://screen.example").err(), Some(Failure::new("screen-not-allowed")));
}

#[test]
fn without_a_portal_there_is_no_picture() {
    let bus = PrivateBus::start();
    let bus = zbus::blocking::connection::Builder::address(bus.address.as_str()).unwrap().build().unwrap();
    assert_eq!(ask(&bus).err(), Some(no_screen()));
}
