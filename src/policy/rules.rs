//! What a policy is made of.

use super::ground::Grounds;
use crate::model::{
    Category, Decision, Finding, Ground, Likelihood, Mark, ModelUse, Role, RuleId, SegmentKind,
    Treatment,
};
use sha2::{Digest, Sha256};

/// What happens to a file in which something at page scale could not be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnreadMode {
    /// No copy.
    #[default]
    Refuse,
    /// It stays in the copy as it is, and is reported.
    Keep,
    /// It is blanked in the copy, and is reported.
    Blank,
}

/// Which findings a rule is about. An empty list means: any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// What kind of thing it is.
    pub categories: Vec<Category>,
    /// In what function the person appears.
    pub roles: Vec<Role>,
    /// In what kind of segment it stands.
    pub kinds: Vec<SegmentKind>,
    /// How sure the recognizer is.
    pub likelihoods: Vec<Likelihood>,
}

impl Condition {
    /// Whether the condition is met by a finding in a segment of this kind.
    pub fn fits(&self, finding: &Finding, kind: SegmentKind) -> bool {
        fn any<T: PartialEq>(list: &[T], one: &T) -> bool {
            list.is_empty() || list.contains(one)
        }
        any(&self.categories, &finding.category)
            && any(&self.roles, &finding.role)
            && any(&self.kinds, &kind)
            && any(&self.likelihoods, &finding.likelihood)
    }
}

/// One rule of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, unique within the policy.
    pub id: RuleId,
    /// What it is about.
    pub when: Condition,
    /// What it decides.
    pub decision: Decision,
    /// For redact and ask: the ground that is printed on the box.
    pub ground: Option<Ground>,
    /// Why, with the article of law or the ruling.
    pub because: String,
    /// The same in English, where the policy has it.
    pub because_en: Option<String>,
}

/// What an authority holds to: rules in order, the first that fits decides.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its name: `woo`.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// The same in English, where the policy has it.
    pub title_en: Option<String>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// What becomes of findings that no rule fits.
    pub otherwise: Decision,
    /// The ground for questions no rule fits and for entries of a redact list.
    pub ground: Ground,
    /// What happens to a file that could not be read in full.
    pub unread: UnreadMode,
    /// What the learned model of names may do.
    pub model: ModelUse,
    /// How copies are made.
    pub treatment: Treatment,
    /// The grounds that may be named.
    pub grounds: Grounds,
    pub(super) digest: String,
}

/// A rule that every policy has, whatever its file says.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its name.
    pub id: &'static str,
    /// Why, in Dutch as in policy files.
    pub because: &'static str,
    /// The same in English.
    pub because_en: &'static str,
}

/// The rules that every policy has.
pub const BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        id: "lijst-lakken",
        because: "Staat op een lijst die met --redact-list is opgegeven.",
        because_en: "Is on a list that was given with --redact-list.",
    },
    BuiltIn {
        id: "lijst-houden",
        because: "Staat op een lijst die met --keep-list is opgegeven.",
        because_en: "Is on a list that was given with --keep-list.",
    },
    BuiltIn {
        id: "lijst-vraag",
        because: "Is gemaakt zoals een gebruikersnaam, van een naam op een lijst die met --redact-list is opgegeven; een mens kijkt.",
        because_en: "Is made like a user name, of a name on a list that was given with --redact-list; a person looks.",
    },
    BuiltIn {
        id: "tegenspraak",
        because: "De tekst spreekt zichzelf tegen over de functie van deze persoon; een mens kijkt.",
        because_en: "The text contradicts itself about this person's function; a person looks.",
    },
    BuiltIn {
        id: "geen-regel",
        because: "Geen regel van het beleid past; een mens kijkt.",
        because_en: "No rule of the policy fits; a person looks.",
    },
];

impl Policy {
    /// The rule by this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id.as_str() == id)
    }

    /// SHA-256 of the policy's text and of the table of grounds, in hex; for the audit.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What stands in place of text that goes on this ground.
    pub fn mark(&self, ground: &Ground) -> Mark {
        let alt = match self.grounds.get(ground) {
            Some(entry) => format!("Gelakt: {}", entry.article),
            None => format!("Gelakt: {ground}"),
        };
        Mark { label: ground.as_str().to_owned(), alt }
    }
}

/// SHA-256 of these texts, each with its length, in hex.
pub(super) fn digest(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
