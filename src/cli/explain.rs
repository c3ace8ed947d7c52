//! `redact explain`: why a rule decides as it does.

use super::Exit;
use super::args::ExplainArgs;
use anyhow::bail;
use redact::model::Decision;
use redact::policy::{self, BUILT_IN, Policy, Rule};
use redact::report::Lang;
use std::io::{self, Write};

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let lang: Lang = args.lang.into();
    let policies = match &args.profile {
        Some(profile) => vec![policy::load(profile, &[])?],
        None => policy::SHIPPED
            .iter()
            .map(|(name, _)| policy::load(name, &[]))
            .collect::<Result<Vec<_>, _>>()?,
    };
    let mut out = io::stdout().lock();
    let Some(wanted) = &args.rule else {
        all(&mut out, &policies)?;
        return Ok(Exit::Done);
    };
    for policy in &policies {
        if let Some(rule) = policy.rule(wanted) {
            one(&mut out, policy, rule, lang)?;
            return Ok(Exit::Done);
        }
    }
    if let Some((id, because)) = BUILT_IN.iter().find(|(id, _)| id == wanted) {
        let word = lang.pick("ingebouwd in elk beleid", "built into every policy");
        writeln!(out, "{id} ({word})\n\n  {because}")?;
        return Ok(Exit::Done);
    }
    let known: Vec<&str> = policies.iter().flat_map(|p| &p.rules).map(|r| r.id.as_str()).collect();
    bail!(
        "{}",
        match lang {
            Lang::Nl => format!("er is geen regel '{wanted}'; er zijn: {}", known.join(", ")),
            Lang::En => format!("there is no rule '{wanted}'; there are: {}", known.join(", ")),
        }
    )
}

fn all(out: &mut impl Write, policies: &[Policy]) -> io::Result<()> {
    for policy in policies {
        writeln!(out, "{}: {}", policy.name, policy.title)?;
        for rule in &policy.rules {
            let ground = rule.ground.as_ref().map_or("", |g| g.as_str());
            writeln!(
                out,
                "  {:<26}{:<8}{ground}",
                rule.id.as_str(),
                decision(rule.decision, Lang::Nl)
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
            .map(|g| format!("{ground}: {} ({})", g.article, g.label))
            .unwrap_or_else(|| ground.to_string());
        line(lang.pick("grond", "ground"), &words)?;
    }
    let list = |items: Vec<&str>| {
        if items.is_empty() { lang.pick("alle", "any").to_owned() } else { items.join(", ") }
    };
    let when = &rule.when;
    line(
        lang.pick("soort", "category"),
        &list(when.categories.iter().map(|c| c.as_str()).collect()),
    )?;
    line(lang.pick("functie", "role"), &list(when.roles.iter().map(|r| r.as_str()).collect()))?;
    if !when.likelihoods.is_empty() {
        let sure = when.likelihoods.iter().map(|l| likelihood(*l, lang)).collect();
        line(lang.pick("zekerheid", "likelihood"), &list(sure))?;
    }
    line(lang.pick("omdat", "because"), &rule.because)
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
