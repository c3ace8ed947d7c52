//! All files that a run reads: nothing that it writes may take their place.

use super::args::FindArgs;
use redact::pipeline::inputs::Input;
use redact::pipeline::originals::Originals;
use redact::report::Problem;
use std::path::Path;

/// The documents, the lists, the policy, the patterns and the keys.
pub(super) fn originals(inputs: &[Input], find: &FindArgs, key: Option<&Path>) -> Originals {
    let mut out = Originals::default();
    // What an earlier run made may be made again.
    let documents = inputs.iter().filter(|i| !matches!(i.skip, Some(Problem::OwnOutput)));
    documents.for_each(|i| out.add(i.path()));
    let lists =
        [&find.redact_list, &find.keep_list, &find.staff, &find.office_holders, &find.identity];
    lists.into_iter().flatten().for_each(|path| out.add(path));
    let single = [find.profile.as_deref().map(Path::new), find.password_file.as_deref(), key];
    single.into_iter().flatten().for_each(|path| out.add(path));
    if let Some(file) = std::env::var_os("REDACT_IDENTITY_FILE") {
        out.add(Path::new(&file));
    }
    let patterns = find.patterns.iter().flat_map(std::fs::read_dir).flatten().flatten();
    patterns.for_each(|entry| out.add(&entry.path()));
    out
}
