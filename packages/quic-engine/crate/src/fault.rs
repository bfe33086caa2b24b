//! Why a call was refused.

/// Returned to the host as a negative number. Keep in step with `src/engine/abi.ts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Code {
    NoCredit = -1,
    UnknownHandle = -2,
    InvalidArgument = -3,
    TooLarge = -4,
    Tls = -5,
    StreamClosed = -6,
}

/// A refused call: the code goes back as the result, the text waits for `qe_fault_text`.
#[derive(Debug)]
pub struct Fault {
    pub code: Code,
    pub text: String,
}

impl Fault {
    pub fn new(code: Code, text: impl ToString) -> Self {
        Self { code, text: text.to_string() }
    }

    pub fn unknown_handle() -> Self {
        Self::new(Code::UnknownHandle, "unknown handle")
    }

    pub fn invalid(text: impl ToString) -> Self {
        Self::new(Code::InvalidArgument, text)
    }

    pub fn tls(error: impl ToString) -> Self {
        Self::new(Code::Tls, error)
    }
}

impl From<Code> for Fault {
    fn from(code: Code) -> Self {
        Self { code, text: String::new() }
    }
}
