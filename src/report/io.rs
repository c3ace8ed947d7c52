//! What the operating system says, in words that can be translated. Its own sentences are in the
//! language of the system, and hold a number that tells a user nothing.

use crate::model::{Message, message};
use std::io::{Error, ErrorKind};

/// An error of the operating system in a few words.
pub fn io_message(error: &Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => message!("it does not exist"),
        ErrorKind::PermissionDenied => message!("no permission"),
        ErrorKind::AlreadyExists => message!("it exists already"),
        ErrorKind::IsADirectory => message!("it is a folder"),
        ErrorKind::NotADirectory => message!("a part of the path is not a folder"),
        ErrorKind::DirectoryNotEmpty => message!("the folder is not empty"),
        ErrorKind::StorageFull => message!("the disk is full"),
        ErrorKind::QuotaExceeded => message!("the quota is used up"),
        ErrorKind::FileTooLarge => message!("it is too large"),
        ErrorKind::ReadOnlyFilesystem => message!("the disk is read-only"),
        ErrorKind::InvalidFilename => message!("the name is not allowed here"),
        ErrorKind::InvalidData => message!("it is not readable text (UTF-8)"),
        ErrorKind::InvalidInput => message!("the name or the value is not valid"),
        ErrorKind::UnexpectedEof => message!("it ends too soon"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => message!("it is in use"),
        ErrorKind::TimedOut => message!("it took too long"),
        ErrorKind::Interrupted => message!("it was interrupted"),
        ErrorKind::BrokenPipe => message!("nobody reads the output any more"),
        ErrorKind::OutOfMemory => message!("there is not enough memory"),
        ErrorKind::WriteZero => message!("nothing more can be written"),
        ErrorKind::CrossesDevices => message!("it is on another disk"),
        ErrorKind::TooManyLinks => message!("there are too many links"),
        ErrorKind::StaleNetworkFileHandle => message!("the network folder is gone"),
        ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted => message!("the network does not respond"),
        _ => match error.raw_os_error() {
            Some(number) => {
                message!("the operating system says no, number {0}", number.to_string())
            }
            None => message!("the operating system says no"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_system_is_told_without_its_own_sentence() {
        let missing = std::fs::read("no/such/file").expect_err("it is not there");
        assert_eq!(io_message(&missing).to_string(), "it does not exist");
        let other = Error::from_raw_os_error(1234);
        assert_eq!(io_message(&other).to_string(), "the operating system says no, number 1234");
    }
}
