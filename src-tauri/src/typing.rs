//! Typing a code into another program: asked for once for each program, and copied where it cannot be.

use crate::desk::Desk;
use crate::ipc::failure::Failure;
use crate::ipc::quick::{TypedOutcome, TypedView};
use crate::ipc::receipts::ReceiptView;
use watchword_desktop::{Program, can_type, keys_are_up, type_into};
use watchword_service::copying::{Chosen, Which};
use watchword_service::{EntryId, Failure as Refused};

/// What is to be typed.
pub(crate) struct Wanted {
    pub(crate) id: EntryId,
    pub(crate) which: Which,
    /// The person said that codes may be typed into this program.
    pub(crate) allow: bool,
}

/// Types a code into `program`. `before` is called when all is ready, to get our own window out of the way.
///
/// The vault is not held while the keyboard is waited for.
pub(crate) async fn type_code(
    desk: &Desk,
    program: Option<Program>,
    wanted: Wanted,
    before: impl FnOnce() + Send + 'static,
) -> Result<TypedView, Failure> {
    let Some(program) = program else {
        let code = if can_type() { "typing-no-program" } else { "typing-unsupported" };
        return copied(desk, &wanted, String::new(), Refused::new(code)).await;
    };
    let name = program.name();
    if !can_type() {
        return copied(desk, &wanted, name, Refused::new("typing-unsupported")).await;
    }
    if !consented(desk, program.class().to_owned(), wanted.allow).await? {
        return Ok(TypedView { outcome: TypedOutcome::Ask, program: name, why: None, receipt: None });
    }
    if !off_the_desk(keys_are_up).await? {
        return copied(desk, &wanted, name, Refused::new("typing-keys-held")).await;
    }
    let (id, which) = (wanted.id, wanted.which);
    let chosen = desk
        .with_session(move |session| {
            let chosen = session.choose_code(id, which)?;
            session.count_use(id);
            Ok(chosen)
        })
        .await?;
    before();
    let (chosen, typed) = off_the_desk(move || {
        let typed = type_into(&program, &chosen.code);
        (chosen, typed)
    })
    .await?;
    match typed {
        Ok(()) => {
            let receipt = desk.with_session(move |session| Ok(ReceiptView::of_typing(&chosen, session))).await?;
            Ok(TypedView { outcome: TypedOutcome::Typed, program: name, why: None, receipt: Some(receipt) })
        }
        Err(why) => copied_chosen(desk, chosen, name, why).await,
    }
}

/// Whether codes may be typed into programs of this class; `allow` is remembered.
async fn consented(desk: &Desk, class: String, allow: bool) -> Result<bool, Failure> {
    desk.with_session(move |session| {
        if session.settings().type_into.contains(&class) {
            return Ok(true);
        }
        if allow {
            session.change_settings(|settings| settings.type_into.push(class))?;
        }
        Ok(allow)
    })
    .await
}

async fn copied(desk: &Desk, wanted: &Wanted, program: String, why: Refused) -> Result<TypedView, Failure> {
    let (id, which) = (wanted.id, wanted.which);
    let receipt = desk.with_session(move |session| {
        let outcome = session.copy_code(id, which)?;
        Ok(ReceiptView::of_copy(&outcome, session))
    });
    let receipt = Some(receipt.await?);
    Ok(TypedView { outcome: TypedOutcome::Copied, program, why: Some(why.into()), receipt })
}

async fn copied_chosen(desk: &Desk, chosen: Chosen, program: String, why: Refused) -> Result<TypedView, Failure> {
    let receipt = desk.with_session(move |session| {
        let outcome = session.copy_chosen(chosen);
        Ok(ReceiptView::of_copy(&outcome, session))
    });
    let receipt = Some(receipt.await?);
    Ok(TypedView { outcome: TypedOutcome::Copied, program, why: Some(why.into()), receipt })
}

/// Waits on another thread than the one that draws, without the vault.
async fn off_the_desk<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tauri::async_runtime::spawn_blocking(work).await.map_err(|_| Refused::new("internal").into())
}
