//! Sentences for people, in a form that a report can say in any language.

use std::fmt;

/// A sentence or part of one, with its values. The English template is also the key under which
/// `report` finds the Dutch. Never contains text of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    template: &'static str,
    values: Vec<Value>,
}

/// What fills a `{0}` in a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// The same in every language: a number, a technical name.
    Verbatim(String),
    /// A message of its own.
    Message(Message),
}

impl Message {
    /// A message of this template, in which `{0}`, `{1}`, … stand for the values. Use `message!`,
    /// by which a test finds every template.
    #[doc(hidden)]
    pub fn new(template: &'static str, values: Vec<Value>) -> Self {
        Self { template, values }
    }

    /// The English template.
    pub fn template(&self) -> &'static str {
        self.template
    }

    /// The values of its places.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The message in another language: `translate` gives the template there, if it has one.
    pub fn say(&self, translate: &dyn Fn(&'static str) -> Option<&'static str>) -> String {
        let mut out = String::new();
        let mut rest = translate(self.template).unwrap_or(self.template);
        while let Some((before, tail)) = rest.split_once('{') {
            out.push_str(before);
            let Some((number, after)) = tail.split_once('}') else { break };
            let value = number.parse().ok().and_then(|n: usize| self.values.get(n));
            match value {
                Some(Value::Verbatim(text)) => out.push_str(text),
                Some(Value::Message(inner)) => out.push_str(&inner.say(translate)),
                None => {}
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

impl fmt::Display for Message {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(&|_| None))
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&Message> for Value {
    fn from(message: &Message) -> Self {
        Self::Message(message.clone())
    }
}

macro_rules! verbatim {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::Verbatim(value.to_string())
            }
        })*
    };
}

verbatim!(String, &String, &str, u8, u16, u32, u64, usize, char);

/// A [`Message`]: an English template and its values.
#[macro_export]
macro_rules! message {
    ($template:literal $(, $value:expr)* $(,)?) => {
        $crate::model::Message::new(
            $template,
            vec![$($crate::model::MessageValue::from($value)),*],
        )
    };
}

pub use message;

#[cfg(test)]
mod tests {
    #[test]
    fn values_take_their_places_in_any_language() {
        let inner = message!("page {0}", 3_usize);
        let outer = message!("{0}: {1} of {2}", &inner, "word/document.xml", 2_usize);
        assert_eq!(outer.to_string(), "page 3: word/document.xml of 2");
        let dutch = |template| match template {
            "page {0}" => Some("pagina {0}"),
            "{0}: {1} of {2}" => Some("{2} in {1}, {0}"),
            _ => None,
        };
        assert_eq!(outer.say(&dutch), "2 in word/document.xml, pagina 3");
    }
}
