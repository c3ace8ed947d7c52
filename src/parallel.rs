//! Independent pieces of one file on several threads, with results in order.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Stack of a worker, in bytes; hostile files nest deep.
const STACK: usize = 64 << 20;

/// Runs `work` for every index below `count` on at most `threads` threads. Each thread has a state
/// of its own, such as a cache. The results are in the order of the indices. A panic in `work` is
/// a panic here.
pub(crate) fn map<S, R: Send>(
    count: usize,
    threads: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> R + Sync,
) -> Vec<R> {
    let threads = threads.min(count);
    if threads < 2 {
        let mut state = state();
        return (0..count).map(|index| work(&mut state, index)).collect();
    }
    let next = AtomicUsize::new(0);
    let run = || {
        let mut state = state();
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return done;
            }
            done.push((index, work(&mut state, index)));
        }
    };
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let spawn = || std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        // Where the system gives no more threads, this one does the work.
        let helpers: Vec<_> = (1..threads).filter_map(|_| spawn().ok()).collect();
        let mut results = run();
        for helper in helpers {
            match helper.join() {
                Ok(done) => results.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        for threads in [0, 1, 2, 7, 300] {
            let got = map(
                200,
                threads,
                || 0,
                |seen, index| {
                    *seen += 1;
                    (index * 2, *seen)
                },
            );
            assert_eq!(got.len(), 200);
            assert!(got.iter().enumerate().all(|(index, (double, _))| *double == index * 2));
        }
        assert!(map(0, 4, || (), |(), _| ()).is_empty());
    }

    #[test]
    fn a_panic_of_a_piece_is_a_panic_of_the_whole() {
        let run = || map(8, 2, || (), |(), index| assert!(index != 5, "on purpose"));
        assert!(std::panic::catch_unwind(run).is_err());
    }
}
