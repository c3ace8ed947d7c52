//! What the log says of a run before its first file.

use super::args::RedactArgs;
use super::pictures;
use super::setup::{Choices, Setup};
use redact::pipeline::AskMode;
use redact::policy::UnreadMode;
use redact::report::AuditHead;

/// The choices of `redact FILE...`.
pub(super) fn choices(args: &RedactArgs) -> Choices<'_> {
    Choices {
        ask: args.ask.map(AskMode::from),
        unread: args.unread.map(UnreadMode::from),
        unread_in: &args.unread_in,
        audit_key: args.audit_key.as_deref(),
        text_layer: args.text_layer.then(|| pictures::text_layer(&args.find.ocr)),
    }
}

/// The head of the log, without the time.
pub(super) fn head(setup: &Setup, only_lists: bool) -> AuditHead {
    let settings = &setup.engine.settings;
    let ask = match settings.ask {
        AskMode::Redact => "redact",
        AskMode::Keep => "keep",
        AskMode::Refuse => "refuse",
    };
    let unread = match settings.unread {
        UnreadMode::Refuse => "refuse",
        UnreadMode::Keep => "keep",
        UnreadMode::Blank => "blank",
    };
    AuditHead {
        profile: setup.profile.clone(),
        policy_sha256: setup.engine.policy.digest().to_owned(),
        patterns_sha256: setup.engine.detector.patterns_digest().to_owned(),
        lists: setup.lists.clone(),
        options: serde_json::json!({
            "ask": ask,
            "unread": unread,
            "unread_in": settings.unread_in.len(),
            "only_lists": only_lists,
            "model": setup.model.as_str(),
            "ocr": settings.open.pictures.is_some(),
            "treatment": settings.treatment,
        }),
        time: String::new(),
    }
}
