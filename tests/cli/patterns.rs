//! Patterns of the user's own, and what depends on one: repeated texts and questions.

use super::Desk;
use predicates::prelude::*;

const PATTERN: &str = "category = \"big-nummer\"\n[[pattern]]\nid = \"big\"\nregex = '[0-9]{11}'\n\
    label = '(?i)big-nummer[: ]{1,3}$'\nlikelihood = \"certain\"\n\
    finds = [\"BIG-nummer: «19012345601»\"]\nleaves = [\"19012345601\"]\n";

#[test]
fn patterns_of_ones_own_come_on_top() {
    let desk = Desk::new();
    desk.put("eigen/big.toml", PATTERN).put("a.txt", "BIG-nummer: 19012345601\n");
    desk.run(&["patterns", "list"])
        .code(0)
        .stdout(predicate::str::contains("elfproef").or(predicate::str::contains("bsn")));
    desk.run(&["patterns", "test"]).code(0);
    desk.run(&["patterns", "test", "eigen"]).code(0);
    desk.run(&["patterns", "list", "eigen"]).stdout(predicate::str::contains("big-nummer"));
    // No rule of the policy knows the category: a question, hidden and told.
    desk.run(&["a.txt", "--patterns", "eigen"])
        .code(1)
        .stdout(predicate::str::contains("[geen-regel]"));
    assert_eq!(desk.read("a.redacted.txt"), "BIG-nummer: [5.1.2e]\n");
    let rule = "policy = \"p\"\n[[rule]]\nid = \"big\"\ncategory = [\"big-nummer\"]\n\
        decision = \"redact\"\nground = \"5.1.1e\"\nbecause = \"zo\"\n";
    desk.put("p.toml", rule);
    desk.run(&["a.txt", "--patterns", "eigen", "--profile", "p.toml", "--force"]).code(0);
    assert_eq!(desk.read("a.redacted.txt"), "BIG-nummer: [5.1.1e]\n");
}

#[test]
fn a_pattern_whose_examples_fail_does_not_load() {
    let desk = Desk::new();
    desk.put("eigen/big.toml", PATTERN.replace("leaves = [\"1901", "leaves = [\"BIG-nummer: 1901"));
    desk.put("a.txt", "x").put("kapot/x.toml", "category = 3\n");
    desk.run(&["a.txt", "--patterns", "eigen"])
        .code(2)
        .stderr(predicate::str::contains("big.toml"));
    desk.run(&["patterns", "test", "eigen"]).code(2);
    desk.run(&["patterns", "test", "kapot"]).code(2).stderr(predicate::str::contains("regel 1"));
    desk.run(&["patterns", "test", "weg"]).code(2);
}

#[test]
fn what_goes_in_one_place_goes_where_it_is_not_found_too() {
    let desk = Desk::new();
    // The pattern finds a number by its label alone.
    desk.put("eigen/big.toml", PATTERN)
        .put("a.txt", "BIG-nummer: 19012345601\n\nOnder 19012345601 staat u ingeschreven.\n");
    desk.run(&["a.txt", "--patterns", "eigen"]).code(1);
    let copy = desk.read("a.redacted.txt");
    assert_eq!(copy, "BIG-nummer: [5.1.2e]\n\nOnder [5.1.2e] staat u ingeschreven.\n");
}

#[test]
fn questions_are_hidden_kept_or_stop_the_file() {
    let desk = Desk::new();
    desk.put("eigen/big.toml", PATTERN).put("a.txt", "BIG-nummer: 19012345601\n");
    let ask = |how: &'static str| ["a.txt", "--patterns", "eigen", "--force", "--ask", how];
    desk.run(&ask("refuse")).code(2).stderr(predicate::str::contains("--ask refuse"));
    assert!(!desk.path("a.redacted.txt").exists());
    desk.run(&ask("keep")).code(1).stdout(predicate::str::contains("1 vraag"));
    assert_eq!(desk.read("a.redacted.txt"), "BIG-nummer: 19012345601\n");
    desk.run(&ask("redact")).code(1).stdout(predicate::str::contains("1 vraag"));
    assert_eq!(desk.read("a.redacted.txt"), "BIG-nummer: [5.1.2e]\n");
}
