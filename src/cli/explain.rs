//! `redact explain`: why a rule decides as it does.

use super::Exit;
use super::args::ExplainArgs;
use super::complaint::{Result, refuse};
use redact::model::Decision;
use redact::policy::{self, BUILT_IN, Policy, Rule};
use redact::report::Lang;
use std::io::{self, Write};

pub(super) fn run(args: &ExplainArgs) -> Result<Exit> {
    let lang: Lang = args.lang.into();
    let policies = match &args.profile {
        Some(profile) => vec![policy::load(profile, &[])?],
        None => policy::SHIPPED
            .iter()
            .map(|(name, _)| policy::load(name, &[]))
            .collect::<std::result::Result<Vec<_>, _>>()?,
    };
    let mut out = io::stdout().lock();
    let Some(wanted) = &args.rule else {
        all(&mut out, &policies, lang)?;
        return Ok(Exit::Done);
    };
    for policy in &policies {
        if let Some(rule) = policy.rule(wanted) {
            one(&mut out, policy, rule, lang)?;
            return Ok(Exit::Done);
        }
    }
    if let Some(rule) = BUILT_IN.iter().find(|rule| rule.id == wanted) {
        let word = lang.pick("ingebouwd in elk beleid", "built into every policy");
        let because = lang.pick(rule.because, rule.because_en);
        writeln!(out, "{} ({word})\n\n  {because}", rule.id)?;
        return Ok(Exit::Done);
    }
    let known: Vec<&str> = policies.iter().flat_map(|p| &p.rules).map(|r| r.id.as_str()).collect();
    refuse!("there is no rule '{0}'; there are: {1}", wanted, known.join(", "))
}

fn all(out: &mut impl Write, policies: &[Policy], lang: Lang) -> io::Result<()> {
    for policy in policies {
        let title = lang.pick(&policy.title, policy.title_en.as_deref().unwrap_or(&policy.title));
        writeln!(out, "{}: {title}", policy.name)?;
        for rule in &policy.rules {
            let ground = rule.ground.as_ref().map_or("", |g| g.as_str());
            writeln!(
                out,
                "  {:<28}{:<8}{ground}",
                rule.id.as_str(),
                decision(rule.decision, lang)
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn one(out: &mut impl Write, policy: &Policy, rule: &Rule, lang: Lang) -> io::Result<()> {
    writeln!(out, "{} ({}: {})\n", rule.id, lang.pick("beleid", "policy"), policy.name)?;
    let mut line = |label: &str, text: &str| writeln!(out, "  {label:<14}{text}");
    line(lang.pick("besluit", "decision"), decision(rule.decision, lang))?;
    if let Some(ground) = &rule.ground {
        let words = policy
            .grounds
            .get(ground)
            .map(|g| {
                let label = lang.pick(&g.label, g.label_en.as_deref().unwrap_or(&g.label));
                format!("{ground}: {} ({label})", g.article)
            })
            .unwrap_or_else(|| ground.to_string());
        line(lang.pick("grond", "ground"), &words)?;
    }
    let list = |items: Vec<&str>| {
        if items.is_empty() { lang.pick("alle", "any").to_owned() } else { items.join(", ") }
    };
    let when = &rule.when;
    line(
        lang.pick("soort", "category"),
        &list(when.categories.iter().map(|c| lang.category(c.as_str())).collect()),
    )?;
    line(lang.pick("functie", "role"), &list(when.roles.iter().map(|r| lang.role(r)).collect()))?;
    if !when.likelihoods.is_empty() {
        let sure = when.likelihoods.iter().map(|l| likelihood(*l, lang)).collect();
        line(lang.pick("zekerheid", "likelihood"), &list(sure))?;
    }
    let because = lang.pick(&rule.because, rule.because_en.as_deref().unwrap_or(&rule.because));
    line(lang.pick("omdat", "because"), because)
}

fn decision(decision: Decision, lang: Lang) -> &'static str {
    match decision {
        Decision::Keep => lang.pick("blijft", "keep"),
        Decision::Redact => lang.pick("lakken", "redact"),
        Decision::Ask => lang.pick("vraag", "ask"),
    }
}

fn likelihood(likelihood: redact::model::Likelihood, lang: Lang) -> &'static str {
    use redact::model::Likelihood;
    match likelihood {
        Likelihood::Possible => lang.pick("mogelijk", "possible"),
        Likelihood::Likely => lang.pick("waarschijnlijk", "likely"),
        Likelihood::Certain => lang.pick("zeker", "certain"),
    }
}
