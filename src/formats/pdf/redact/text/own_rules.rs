//! Which rules of a canvas can be given other coordinates.

use crate::formats::pdf::interpret::canvas::{Canvas, Rule};
use std::collections::BTreeMap;

/// The rules of one call, each with whether it can be moved: its operators hold nothing but its own
/// coordinates, and it runs along the canvas.
pub(crate) fn rules(canvas: &Canvas, call: u32) -> Vec<(&Rule, bool)> {
    let own = || canvas.rules.iter().filter(|rule| rule.call == call);
    let mut uses: BTreeMap<u32, usize> = BTreeMap::new();
    for op in own().flat_map(|rule| [Some(rule.ops.0), rule.ops.1]).flatten() {
        *uses.entry(op).or_default() += 1;
    }
    let single = |op: u32| uses.get(&op) == Some(&1);
    let movable = |rule: &Rule| {
        let [a, b, c, _, _, _] = rule.ctm.as_coeffs();
        let upright = b == 0.0 && c == 0.0 && a != 0.0;
        upright && single(rule.ops.0) && rule.ops.1.is_none_or(single)
    };
    own().map(|rule| (rule, movable(rule))).collect()
}
