//! The policy as written becomes the policy as valid; every fault is told with its place.

use super::fault::{PolicyError, nearest};
use super::ground::{self, Grounds};
use super::rules::{BUILT_IN, Condition, Policy, Rule, UnreadMode, digest};
use super::table::{Reader, Word};
use crate::model::{
    Category, Decision, Extras, Ground, Likelihood, MarkStyle, ModelUse, Role, RuleId, SegmentKind,
    Treatment, Width, message,
};
use std::ops::Range;
use toml::de::DeTable;

const DECISIONS: &[(&str, Decision)] =
    &[("keep", Decision::Keep), ("redact", Decision::Redact), ("ask", Decision::Ask)];
const UNREAD: &[(&str, UnreadMode)] =
    &[("refuse", UnreadMode::Refuse), ("keep", UnreadMode::Keep), ("blank", UnreadMode::Blank)];
const MODEL: &[(&str, ModelUse)] =
    &[("off", ModelUse::Off), ("questions", ModelUse::Questions), ("on", ModelUse::On)];
const LIKELIHOODS: &[(&str, Likelihood)] = &[
    ("possible", Likelihood::Possible),
    ("likely", Likelihood::Likely),
    ("certain", Likelihood::Certain),
];
const STYLES: &[(&str, MarkStyle)] = &[("black", MarkStyle::Black), ("framed", MarkStyle::Framed)];
const WIDTHS: &[(&str, Width)] = &[("uniform", Width::Uniform), ("keep", Width::Keep)];
const EXTRAS: &[(&str, Extras)] = &[("keep", Extras::Keep), ("drop", Extras::Drop)];
const KINDS: &[(&str, SegmentKind)] = &[
    ("body", SegmentKind::Body),
    ("header", SegmentKind::Header),
    ("note", SegmentKind::Note),
    ("comment", SegmentKind::Comment),
    ("alternative", SegmentKind::Alternative),
    ("metadata", SegmentKind::Metadata),
    ("field", SegmentKind::Field),
    ("link", SegmentKind::Link),
    ("name", SegmentKind::Name),
    ("hidden", SegmentKind::Hidden),
];

const TOP: &[&str] = &[
    "policy",
    "title",
    "title-en",
    "otherwise",
    "ground",
    "unread",
    "model",
    "output",
    "rule",
    "ground-table",
];
const RULE: &[&str] = &[
    "id",
    "category",
    "role",
    "segment",
    "likelihood",
    "decision",
    "ground",
    "because",
    "because-en",
];

pub(super) fn parse(source: &str, text: &str, more: &[Category]) -> Result<Policy, PolicyError> {
    let mut reader = Reader::new(text);
    let document = reader.document();
    reader.only(&document, TOP);
    let mut grounds = Grounds::shipped()?;
    if let Some(table) = reader.table(&document, "ground-table") {
        reader.only(table, &["ground"]);
        grounds.read(&mut reader, table);
    }
    let name = reader.text(&document, "policy");
    if name.is_none() {
        reader.fault(&(0..0), message!("the field 'policy' (the name of this policy) is missing"));
    }
    let title = reader.text(&document, "title").map(|(t, _)| t).unwrap_or_default();
    let title_en = reader.text(&document, "title-en").map(|(t, _)| t);
    let otherwise = reader.one_of(&document, "otherwise", DECISIONS).unwrap_or(Decision::Ask);
    let ground = reader
        .text(&document, "ground")
        .and_then(|w| known_ground(&mut reader, &grounds, &w))
        .unwrap_or_else(|| Ground::new("5.1.2e"));
    let unread = reader.one_of(&document, "unread", UNREAD).unwrap_or_default();
    let model = reader.one_of(&document, "model", MODEL).unwrap_or(ModelUse::Questions);
    let treatment = treatment(&mut reader, &document);
    let tables = reader.tables(&document, "rule");
    if document.get("rule").is_none() {
        reader.fault(&(0..0), message!("the policy has no [[rule]] at all"));
    }
    let mut rules = Vec::with_capacity(tables.len());
    let mut ids: Vec<String> = BUILT_IN.iter().map(|rule| rule.id.to_owned()).collect();
    for (table, span) in tables {
        if let Some(rule) = rule(&mut reader, table, &span, &grounds, more) {
            if ids.iter().any(|id| id == rule.id.as_str()) {
                reader.fault(&span, message!("the name '{0}' is in use already", rule.id.as_str()));
            }
            ids.push(rule.id.as_str().to_owned());
            rules.push(rule);
        }
    }
    unreachable_rules(&mut reader, &document, &rules);
    if !reader.faults.is_empty() {
        reader.faults.sort();
        return Err(PolicyError::Faulty { source_name: source.to_owned(), faults: reader.faults });
    }
    Ok(Policy {
        name: name.map(|(n, _)| n).unwrap_or_default(),
        title,
        title_en,
        rules,
        otherwise,
        ground,
        unread,
        model,
        treatment,
        grounds,
        digest: digest(&[text, ground::SHIPPED]),
    })
}

fn treatment(reader: &mut Reader<'_>, document: &DeTable<'_>) -> Treatment {
    let mut out = Treatment::default();
    if let Some(table) = reader.table(document, "output") {
        reader.only(table, &["style", "width", "extras"]);
        out.style = reader.one_of(table, "style", STYLES).unwrap_or_default();
        out.width = reader.one_of(table, "width", WIDTHS).unwrap_or_default();
        out.extras = reader.one_of(table, "extras", EXTRAS).unwrap_or_default();
    }
    out
}

fn known_ground(reader: &mut Reader<'_>, grounds: &Grounds, (code, span): &Word) -> Option<Ground> {
    let ground = Ground::new(code);
    if grounds.get(&ground).is_some() {
        return Some(ground);
    }
    let unknown = message!("'{0}' is not in the table of grounds for refusal", code);
    let near = nearest(ground.as_str(), grounds.iter().map(|g| g.code.as_str()));
    reader.fault(
        span,
        match near {
            Some(near) => message!("{0}; {1}", unknown, message!("perhaps '{0}' was meant", near)),
            None => unknown,
        },
    );
    None
}

fn rule(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    span: &Range<usize>,
    grounds: &Grounds,
    more: &[Category],
) -> Option<Rule> {
    reader.only(table, RULE);
    let id = reader.text(table, "id").filter(|(id, _)| !id.trim().is_empty());
    let decision = reader.one_of(table, "decision", DECISIONS);
    let because = reader.text(table, "because").filter(|(b, _)| !b.trim().is_empty());
    let because_en = reader.text(table, "because-en").map(|(text, _)| text);
    for (missing, name) in
        [(id.is_none(), "id"), (decision.is_none(), "decision"), (because.is_none(), "because")]
    {
        if missing && !table.contains_key(name) {
            reader.fault(span, message!("this rule lacks the field '{0}'", name));
        } else if missing {
            reader
                .fault(span, message!("the field '{0}' of this rule is empty or not valid", name));
        }
    }
    let ground_word = reader.text(table, "ground");
    let ground = ground_word.as_ref().and_then(|w| known_ground(reader, grounds, w));
    match (decision, &ground_word) {
        (Some(Decision::Keep), Some((_, at))) => {
            reader.fault(at, message!("what stays has no ground for refusal"));
        }
        (Some(Decision::Redact | Decision::Ask), None) => {
            reader.fault(span, message!("to redact or ask needs the field 'ground'"));
        }
        _ => {}
    }
    let when = Condition {
        categories: names(reader, table, "category", Category::KNOWN, more),
        roles: names(reader, table, "role", Role::KNOWN, &[]),
        kinds: words(reader, table, "segment", KINDS),
        likelihoods: words(reader, table, "likelihood", LIKELIHOODS),
    };
    Some(Rule {
        id: RuleId::new(id?.0),
        when,
        decision: decision?,
        ground,
        because: because?.0,
        because_en,
    })
}

fn words<T: Copy>(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    key: &str,
    known: &[(&str, T)],
) -> Vec<T> {
    let words = reader.texts(table, key);
    words.iter().filter_map(|w| reader.pick(key, w, known)).collect()
}

/// Names of an open kind. One that nothing yields is a fault: a rule for it would never fit.
fn names<T: Clone + AsName>(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    key: &str,
    known: &[T],
    more: &[T],
) -> Vec<T> {
    let all: Vec<(&str, &T)> = known.iter().chain(more).map(|t| (t.name(), t)).collect();
    words(reader, table, key, &all).into_iter().cloned().collect()
}

trait AsName {
    fn name(&self) -> &str;
}

impl AsName for Category {
    fn name(&self) -> &str {
        self.as_str()
    }
}

impl AsName for Role {
    fn name(&self) -> &str {
        self.as_str()
    }
}

/// A rule behind one that takes all it could take never speaks; its author believes it does.
fn unreachable_rules(reader: &mut Reader<'_>, document: &DeTable<'_>, rules: &[Rule]) {
    let spans: Vec<Range<usize>> =
        Reader::new("").tables(document, "rule").into_iter().map(|(_, span)| span).collect();
    if spans.len() != rules.len() {
        return;
    }
    for (at, (rule, span)) in rules.iter().zip(&spans).enumerate() {
        let earlier = rules.iter().take(at).find(|e| covers(&e.when, &rule.when));
        if let Some(earlier) = earlier {
            reader.fault(
                span,
                message!(
                    "rule '{0}' never applies: '{1}' comes first",
                    rule.id.as_str(),
                    earlier.id.as_str()
                ),
            );
        }
    }
}

fn covers(wide: &Condition, narrow: &Condition) -> bool {
    fn all<T: PartialEq>(wide: &[T], narrow: &[T]) -> bool {
        wide.is_empty() || (!narrow.is_empty() && narrow.iter().all(|n| wide.contains(n)))
    }
    all(&wide.categories, &narrow.categories)
        && all(&wide.roles, &narrow.roles)
        && all(&wide.kinds, &narrow.kinds)
        && all(&wide.likelihoods, &narrow.likelihoods)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        match parse("p.toml", text, &[]) {
            Err(PolicyError::Faulty { faults, .. }) => {
                faults.iter().map(ToString::to_string).collect()
            }
            other => panic!("expected faults, got {:?}", other.map(|p| p.name)),
        }
    }

    const GOOD: &str = "policy = 'p'\n[[rule]]\nid = 'a'\ndecision = 'keep'\nbecause = 'zo'\n";

    #[test]
    fn a_small_policy_is_valid() {
        let policy = parse("p.toml", GOOD, &[]).expect("valid");
        assert_eq!(policy.otherwise, Decision::Ask);
        assert_eq!(policy.rules.len(), 1);
        assert_eq!(policy.digest().len(), 64);
    }

    #[test]
    fn all_faults_are_told_at_once_with_their_place() {
        let text = "policy = 'p'\nunred = 'keep'\n[[rule]]\nid = 'a'\nrole = ['ambtenar']\n\
                    decision = 'redact'\nbecause = 'zo'\nground = '5.1.2z'\n";
        let got = faults(text);
        assert_eq!(got.len(), 3, "{got:?}");
        assert!(got[0].starts_with("2:1: unknown field 'unred'; perhaps 'unread' was meant"));
        assert!(got[1].starts_with("5:9: 'ambtenar'"), "{got:?}");
        assert!(got[1].ends_with("'ambtenaar' was meant"));
        assert!(got[2].starts_with("8:10: '5.1.2z'"));
    }

    #[test]
    fn rules_need_reason_ground_and_their_own_name() {
        let rule = "[[rule]]\nid = 'a'\ndecision = 'redact'\n";
        let got = faults(&format!("policy = 'p'\n{rule}{rule}")).join("\n");
        assert!(got.contains("lacks the field 'because'"));
        assert!(got.contains("needs the field 'ground'"));
        let got = faults(&GOOD.replace("zo'\n", "zo'\nground = '5.1.2e'\n")).join("\n");
        assert!(got.contains("has no ground for refusal"));
        let got = faults(&GOOD.replace("'zo'", "' '")).join("\n");
        assert!(got.contains("'because' of this rule is empty"), "{got}");
    }

    #[test]
    fn tables_of_their_own_are_read() {
        let table = "[output]\nwidth = 'keep'\n[[ground-table.ground]]\ncode = 'X 1'\n\
                     article = 'artikel 1'\nlabel = 'x'\nkind = 'none'\n";
        let policy = parse("p.toml", &format!("{GOOD}{table}"), &[]).expect("valid");
        assert_eq!(policy.treatment.width, Width::Keep);
        assert!(policy.grounds.get(&Ground::new("X 1")).is_some());
        let got = faults(&format!("output = 3\n{GOOD}")).join("\n");
        assert!(got.contains("'output' must be a table"), "{got}");
    }

    #[test]
    fn a_rule_that_never_speaks_is_a_fault() {
        let again = "[[rule]]\nid = 'b'\ncategory = ['bsn']\ndecision = 'keep'\nbecause = 'zo'\n";
        let got = faults(&format!("{GOOD}{again}")).join("\n");
        assert!(got.contains("'b' never applies"), "{got}");
    }

    #[test]
    fn broken_toml_is_told_with_its_place() {
        assert!(faults("policy = \n").join("\n").contains("1:"));
    }

    #[test]
    fn categories_of_pattern_files_are_known() {
        let text = GOOD.replace("id = 'a'", "id = 'a'\ncategory = ['big-nummer']");
        assert!(parse("p.toml", &text, &[]).is_err());
        assert!(parse("p.toml", &text, &[Category::new("big-nummer")]).is_ok());
    }
}
