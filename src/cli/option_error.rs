//! What is wrong with the options, said in the user's language: clap speaks English alone.

use super::complaint::Complaint;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use redact::model::{Message, message};
use std::error::Error as _;

/// The sentence for an error of clap's; `None` for what is no error: help and version.
pub(super) fn message_of(error: &clap::Error) -> Option<Message> {
    let text = |kind| error.get(kind).map(said).unwrap_or_default();
    let option = || text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::InvalidValue if value.is_empty() => {
            with_values(error, message!("{0} needs a value", option()))
        }
        ErrorKind::InvalidValue => {
            with_values(error, message!("'{0}' is not a value of {1}", value, option()))
        }
        ErrorKind::ValueValidation => {
            let own = error.source().and_then(|e| e.downcast_ref::<Complaint>());
            match own {
                Some(why) => {
                    message!("'{0}' is not a value of {1}; {2}", value, option(), why.message())
                }
                None => message!("'{0}' is not a value of {1}", value, option()),
            }
        }
        ErrorKind::UnknownArgument => match error.get(ContextKind::SuggestedArg) {
            Some(near) => {
                message!("unknown option {0}; perhaps {1} was meant", option(), said(near))
            }
            None if option().starts_with('-') => message!("unknown option {0}", option()),
            None => message!("one value too many: {0}", option()),
        },
        ErrorKind::InvalidSubcommand => {
            message!("unknown command '{0}'", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => message!("this is missing: {0}", option()),
        ErrorKind::ArgumentConflict if text(ContextKind::PriorArg) == option() => {
            message!("{0} may be given once only", option())
        }
        ErrorKind::ArgumentConflict => {
            message!("{0} does not go with {1}", option(), text(ContextKind::PriorArg))
        }
        ErrorKind::NoEquals => message!("{0} needs an = and a value", option()),
        ErrorKind::TooManyValues => {
            message!("'{0}' is one value too many for {1}", value, option())
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            message!("{0} has the wrong number of values", option())
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            message!("a command or a file is missing")
        }
        ErrorKind::InvalidUtf8 => message!("an option is not readable text (UTF-8)"),
        _ => message!("the options are not valid"),
    })
}

/// The sentence, with the values that the option has if they are few.
fn with_values(error: &clap::Error, sentence: Message) -> Message {
    match error.get(ContextKind::ValidValue).map(said) {
        Some(values) if !values.is_empty() => {
            message!("{0}; {1}", sentence, message!("possible are: {0}", values))
        }
        _ => sentence,
    }
}

fn said(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}
