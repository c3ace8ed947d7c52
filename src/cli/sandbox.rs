//! Shuts a process off: what comes out of a hostile file may use memory up to a limit, and nothing
//! else. As far as the system can: where it cannot, the process is at least one of its own.

/// Memory that a process may take, whatever the size of its file, in bytes.
const MEMORY: u64 = 2 << 30;

/// Memory that it may take beside that, for each byte of its file.
const BY_BYTE: u64 = 12;

/// No files, no network, no other programs; no traces of memory on disk.
pub(super) fn enter() {
    limits::forbid_dumps();
    allow(0);
    #[cfg(target_os = "linux")]
    {
        linux::no_files();
        linux::no_calls();
    }
}

/// Whether it shuts off: tried out on this process, which reads nothing after that.
pub(super) fn works() -> bool {
    #[cfg(target_os = "linux")]
    {
        linux::no_files();
        linux::no_calls();
    }
    let file = std::env::current_exe().and_then(std::fs::File::open);
    let program = std::process::Command::new("/bin/sh").args(["-c", "true"]).status();
    file.is_err() && program.is_err()
}

/// Allows as much memory as a file of this size may need.
pub(super) fn allow(size: usize) {
    limits::memory(MEMORY.saturating_add((size as u64).saturating_mul(BY_BYTE)));
}

#[cfg(unix)]
mod limits {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// Limits what the process may allocate; what is merely reserved does not count.
    pub(super) fn memory(bytes: u64) {
        let maximum = getrlimit(Resource::Data).maximum;
        let current = Some(maximum.map_or(bytes, |most| most.min(bytes)));
        // A system without this limit has none.
        let _ = setrlimit(Resource::Data, Rlimit { current, maximum });
    }

    /// A dump of memory would hold the document.
    pub(super) fn forbid_dumps() {
        for resource in [Resource::Core, Resource::Fsize] {
            let _ = setrlimit(resource, Rlimit { current: Some(0), maximum: Some(0) });
        }
    }
}

#[cfg(not(unix))]
mod limits {
    pub(super) fn memory(_: u64) {}

    pub(super) fn forbid_dumps() {}
}

#[cfg(target_os = "linux")]
mod linux {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError};
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};
    use std::collections::BTreeMap;

    /// No path can be opened and no port reached, for good (Landlock).
    pub(super) fn no_files() {
        let shut = || -> Result<(), RulesetError> {
            Ruleset::default()
                .handle_access(AccessFs::from_all(ABI::V5))?
                .handle_access(AccessNet::from_all(ABI::V5))?
                .create()?
                .restrict_self()?;
            Ok(())
        };
        // A kernel without it goes without it.
        let _ = shut();
    }

    /// Calls that nothing needs that reads a document (seccomp).
    const FORBIDDEN: &[i64] = &[
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_sendmmsg,
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_kill,
        libc::SYS_tkill,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_send_signal,
        libc::SYS_openat2,
        libc::SYS_unlinkat,
        libc::SYS_renameat2,
        libc::SYS_mkdirat,
        libc::SYS_linkat,
        libc::SYS_symlinkat,
        libc::SYS_mount,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_io_uring_setup,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_memfd_create,
    ];

    pub(super) fn no_calls() {
        let rules: BTreeMap<i64, Vec<seccompiler::SeccompRule>> =
            FORBIDDEN.iter().map(|call| (*call, Vec::new())).collect();
        let Ok(machine) = TargetArch::try_from(std::env::consts::ARCH) else { return };
        let denied = SeccompAction::Errno(libc::EACCES.unsigned_abs());
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, denied, machine);
        let program = filter.and_then(BpfProgram::try_from);
        if let Ok(program) = program {
            let _ = seccompiler::apply_filter_all_threads(&program);
        }
    }
}
