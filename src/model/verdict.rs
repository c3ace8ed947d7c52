//! What is to become of a finding, and who said so.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A ground for refusal (weigeringsgrond) by its code, in the platform's spelling: `5.1.2e`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ground(String);

impl Ground {
    /// The ground under this code; `5.1.2.e` and `5.1.2e` are one.
    pub fn new(code: &str) -> Self {
        let mut out = String::with_capacity(code.len());
        for c in code.chars() {
            if c.is_ascii_alphabetic()
                && out.ends_with('.')
                && code.starts_with(|d: char| d.is_ascii_digit())
            {
                out.pop();
            }
            out.push(c);
        }
        Self(out)
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The id of the rule of the policy that decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(String);

impl RuleId {
    /// The rule by this id.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id, as in the policy file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is to become of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Stays readable.
    Keep,
    /// Goes.
    Redact,
    /// A person must decide.
    Ask,
}

/// A decision, the ground if there is one, and the rule it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What is to become of the finding.
    pub decision: Decision,
    /// For redact and ask: the ground that would be printed on the box.
    pub ground: Option<Ground>,
    /// The rule that decided.
    pub rule: RuleId,
}

#[cfg(test)]
mod tests {
    use super::Ground;

    #[test]
    fn spellings_of_a_ground_are_one() {
        assert_eq!(Ground::new("5.1.2.e"), Ground::new("5.1.2e"));
        assert_eq!(Ground::new("5.1.2e").as_str(), "5.1.2e");
        assert_eq!(Ground::new("5.2.2").as_str(), "5.2.2");
        assert_eq!(Ground::new("buiten verzoek").as_str(), "buiten verzoek");
    }
}
