//! Programs that are started for one file: bounded in memory, and ended with all that they started.

use std::process::Child;

/// Limits what a process that has just been started may take: memory, and what it writes to disk, in
/// bytes. It leaves no dump of its memory.
pub(crate) fn confine(child: &Child, memory: u64, disk: u64) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let most = |bytes: u64| Rlimit { current: Some(bytes), maximum: Some(bytes) };
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        // A system that has no such limit goes without.
        let _ = prlimit(pid, Resource::Data, most(memory));
        let _ = prlimit(pid, Resource::Core, most(0));
        let _ = prlimit(pid, Resource::Fsize, most(disk));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (child, memory, disk);
}

/// Ends a process that leads a group of its own, and what it started.
pub(crate) fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw)
            && matches!(child.try_wait(), Ok(None))
        {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}
