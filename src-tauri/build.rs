//! Tells Tauri which commands there are: any other is refused.

include!("src/command_names.rs");

#[expect(clippy::panic, reason = "a build that cannot declare its commands must stop")]
fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("{error:#}");
    }
}
