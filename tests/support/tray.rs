//! A tray: it takes icons as a panel does (Status Notifier Items), reads their menus and chooses from them.

#![expect(clippy::needless_pass_by_value, reason = "the bus gives the header by value")]

use super::desktop::wait;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use zbus::blocking::{Connection, Proxy, connection::Builder};
use zbus::interface;
use zbus::message::Header;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const MENU: &str = "com.canonical.dbusmenu";

/// A layout of a menu: number, properties, children.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// The fake tray, there until it is dropped.
pub(crate) struct FakeTray {
    connection: Connection,
    icons: Arc<Mutex<Vec<Icon>>>,
}

/// An icon: who put it there, and where its object is.
#[derive(Clone)]
struct Icon {
    program: String,
    path: String,
}

impl FakeTray {
    pub(crate) fn start() -> Self {
        let icons = Arc::default();
        let watcher = Watcher(Arc::clone(&icons));
        let connection = Builder::session()
            .and_then(|builder| builder.serve_at("/StatusNotifierWatcher", watcher))
            .and_then(|builder| builder.name(WATCHER)?.build())
            .unwrap();
        Self { connection, icons }
    }

    /// What the menu of the latest icon says, from top to bottom, once `holds` is true of it.
    pub(crate) fn menu(&self, holds: impl Fn(&[String]) -> bool) -> Vec<String> {
        wait("the menu in the tray", || {
            let texts = self.items()?.into_iter().map(|(_, text)| text).collect::<Vec<_>>();
            holds(&texts).then_some(texts)
        })
    }

    /// Chooses the item with this text.
    pub(crate) fn choose(&self, text: &str) {
        let number = wait("an item of the menu", || {
            self.items()?.into_iter().find(|(_, found)| found == text).map(|(number, _)| number)
        });
        let data = Value::from(0_i32);
        self.menu_of(&self.icon().unwrap())
            .unwrap()
            .call::<_, _, ()>("Event", &(number, "clicked", data, 0_u32))
            .unwrap();
    }

    /// The items with a text, by their numbers.
    fn items(&self) -> Option<Vec<(i32, String)>> {
        let menu = self.menu_of(&self.icon()?)?;
        let none: &[&str] = &[];
        let (_, (_, _, children)) = menu.call::<_, _, (u32, Layout)>("GetLayout", &(0_i32, -1_i32, none)).ok()?;
        let items = children.into_iter().filter_map(|child| {
            let (number, properties, _) = Layout::try_from(child).ok()?;
            let label = properties.get("label")?.try_clone().ok()?;
            // An underline marks the letter to press, two of them are one.
            Some((number, String::try_from(label).ok()?.replace("__", "_")))
        });
        Some(items.collect())
    }

    fn icon(&self) -> Option<Icon> {
        self.icons.lock().unwrap().last().cloned()
    }

    fn menu_of(&self, icon: &Icon) -> Option<Proxy<'static>> {
        let (program, path) = (icon.program.clone(), icon.path.clone());
        let item = Proxy::new(&self.connection, program.clone(), path, "org.kde.StatusNotifierItem").ok()?;
        let menu: OwnedObjectPath = item.get_property("Menu").ok()?;
        Proxy::new(&self.connection, program, menu, MENU).ok()
    }
}

struct Watcher(Arc<Mutex<Vec<Icon>>>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String, #[zbus(header)] header: Header<'_>) {
        let program = header.sender().unwrap().to_string();
        self.0.lock().unwrap().push(Icon { program, path: service });
    }

    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "an interface of D-Bus")]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "an interface of D-Bus")]
    fn protocol_version(&self) -> i32 {
        0
    }
}
