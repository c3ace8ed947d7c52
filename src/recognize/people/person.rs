//! One person, with all forms of the name.

use crate::model::Role;
use crate::recognize::name::PersonName;
use crate::recognize::people::small_set::SmallSet;
use serde::{Deserialize, Serialize};

/// One person, with all forms of the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Person {
    /// Surname without particles, folded; empty if only a given name is known.
    pub(crate) surname: String,
    /// Particles, folded.
    pub(crate) particles: String,
    /// Given names, folded.
    pub(crate) given: SmallSet<String>,
    /// Initials without dots, folded.
    pub(crate) initials: SmallSet<String>,
    /// Roles that the texts give.
    pub(crate) roles: SmallSet<Role>,
    /// Whether the person is known from another file or a list, not from this document.
    pub(crate) external: bool,
}

/// Whether particles are the same, or one is an abbreviation of the other: `v/d`, `van der`.
fn same_particles(a: &str, b: &str) -> bool {
    let short = |p: &str| matches!(p, "v" | "vd" | "vdr");
    a == b || short(a) && b.starts_with('v') || short(b) && a.starts_with('v')
}

impl Person {
    /// The role of this person, and whether the texts contradict each other.
    pub(crate) fn role(&self) -> (Role, bool) {
        let public = [Role::MINISTER, Role::REPRESENTATIVE, Role::EXECUTIVE];
        let rank = [
            Role::MINISTER,
            Role::REPRESENTATIVE,
            Role::EXECUTIVE,
            Role::TOP_OFFICIAL,
            Role::JUDICIARY,
            Role::SPOKESPERSON,
            Role::MANAGER,
            Role::EXPERT,
            Role::OFFICIAL,
            Role::CITIZEN,
            Role::AUTHOR,
        ];
        let role = rank.iter().find(|r| self.roles.contains(r)).cloned().unwrap_or(Role::UNKNOWN);
        let hidden = self.roles.contains(&Role::OFFICIAL) || self.roles.contains(&Role::CITIZEN);
        let conflict = hidden && public.contains(&role);
        (role, conflict)
    }

    /// Whether a name may be this person's: no part contradicts it.
    pub(crate) fn fits(&self, name: &PersonName) -> bool {
        if self.surname != name.surname {
            return false;
        }
        if !self.particles.is_empty()
            && !name.particles.is_empty()
            && !same_particles(&self.particles, &name.particles)
        {
            return false;
        }
        let first = |g: &String| g.chars().next();
        let mine: Vec<char> = self.initials.iter().chain(&self.given).filter_map(first).collect();
        let theirs = name.initials.chars().next().or_else(|| name.given.first().and_then(first));
        let same_letter = theirs.is_none_or(|c| mine.is_empty() || mine.contains(&c));
        let prefix = name.initials.is_empty()
            || self.initials.is_empty()
            || self
                .initials
                .iter()
                .any(|i| i.starts_with(&name.initials) || name.initials.starts_with(i.as_str()));
        let given = name.given.is_empty()
            || self.given.is_empty()
            || name.given.iter().any(|g| self.given.contains(g));
        same_letter && prefix && given
    }

    /// Adds the parts of a name of this person. Whether any was new.
    pub(crate) fn merge(&mut self, name: &PersonName, role: &Role) -> bool {
        let before = (self.given.len(), self.initials.len(), self.particles.len());
        self.given.extend(name.given.iter().cloned());
        if !name.initials.is_empty() {
            self.initials.insert(name.initials.clone());
        }
        if self.particles.is_empty() {
            self.particles.clone_from(&name.particles);
        }
        if *role != Role::UNKNOWN {
            self.roles.insert(role.clone());
        }
        before != (self.given.len(), self.initials.len(), self.particles.len())
    }
}
