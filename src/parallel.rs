//! Independent pieces of one file on several threads, with results in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

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

/// How many pieces may be finished, or in the making, before the first of them is taken.
const AHEAD: usize = 16;

/// Runs `work` like [`map`] and hands each result to `take` on this thread, in the order of the
/// indices, as soon as those before it were taken. Few results wait at a time, however many there
/// are. This thread works with `own`, each other one with a state of its own.
///
/// # Errors
///
/// The first error of `take`; what was not taken by then is dropped.
pub(crate) fn in_order<S, R: Send, E>(
    count: usize,
    threads: usize,
    own: &mut S,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> R + Sync,
    mut take: impl FnMut(usize, R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.min(count);
    if threads < 2 {
        return (0..count).try_for_each(|index| take(index, work(own, index)));
    }
    let line = Line::new(count);
    let help = || {
        let _end = EndWithPanic(&line);
        let mut state = state();
        while let Some(index) = line.next_to_work() {
            line.put(index, work(&mut state, index));
        }
    };
    std::thread::scope(|scope| {
        let spawn = || std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, help);
        let helpers: Vec<_> = (1..threads).filter_map(|_| spawn().ok()).collect();
        let mut lead = || {
            let _end = EndWithPanic(&line);
            while let Some(step) = line.next_step() {
                match step {
                    Step::Take(index, result) => take(index, result)?,
                    Step::Work(index) => line.put(index, work(own, index)),
                }
            }
            Ok(())
        };
        let outcome = lead();
        line.end();
        for helper in helpers {
            if let Err(panic) = helper.join() {
                std::panic::resume_unwind(panic);
            }
        }
        outcome
    })
}

/// What the thread that takes results does next.
enum Step<R> {
    Take(usize, R),
    Work(usize),
}

/// The pieces that threads share.
struct Line<R> {
    count: usize,
    state: Mutex<LineState<R>>,
    changed: Condvar,
}

struct LineState<R> {
    /// The next piece to work on, and the next one to take.
    next: usize,
    taken: usize,
    done: BTreeMap<usize, R>,
    ended: bool,
}

impl<R> Line<R> {
    fn new(count: usize) -> Self {
        let state = LineState { next: 0, taken: 0, done: BTreeMap::new(), ended: false };
        Self { count, state: Mutex::new(state), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, LineState<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, LineState<R>>) -> MutexGuard<'a, LineState<R>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece that may be worked on, if that is not too far ahead.
    fn claim(&self, state: &mut LineState<R>) -> Option<usize> {
        let index = state.next;
        let allowed = index < self.count && index < state.taken + AHEAD;
        allowed.then(|| {
            state.next += 1;
            index
        })
    }

    /// Waits for a piece to work on; `None` when there are no more.
    fn next_to_work(&self) -> Option<usize> {
        let mut state = self.lock();
        loop {
            if state.ended || state.next >= self.count {
                return None;
            }
            match self.claim(&mut state) {
                Some(index) => return Some(index),
                None => state = self.wait(state),
            }
        }
    }

    /// Waits for something to do on the thread that takes; `None` when all was taken.
    fn next_step(&self) -> Option<Step<R>> {
        let mut state = self.lock();
        loop {
            if state.ended || state.taken >= self.count {
                return None;
            }
            let index = state.taken;
            if let Some(result) = state.done.remove(&index) {
                state.taken += 1;
                self.changed.notify_all();
                return Some(Step::Take(index, result));
            }
            match self.claim(&mut state) {
                Some(index) => return Some(Step::Work(index)),
                None => state = self.wait(state),
            }
        }
    }

    fn put(&self, index: usize, result: R) {
        self.lock().done.insert(index, result);
        self.changed.notify_all();
    }

    fn end(&self) {
        self.lock().ended = true;
        self.changed.notify_all();
    }
}

/// Ends the work of all threads when one of them panics, so that none waits for it forever.
struct EndWithPanic<'l, R>(&'l Line<R>);

impl<R> Drop for EndWithPanic<'_, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{in_order, map};

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

    #[test]
    fn results_are_taken_in_order_on_any_number_of_threads() {
        for threads in [0, 1, 2, 7, 300] {
            let mut taken = Vec::new();
            let take = |index: usize, double: usize| {
                taken.push((index, double));
                if index == 150 { Err("far enough") } else { Ok(()) }
            };
            let ended = in_order(200, threads, &mut (), || (), |(), index| index * 2, take);
            assert_eq!(ended, Err("far enough"));
            assert_eq!(taken, (0..=150).map(|index| (index, index * 2)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_of_a_piece_or_of_the_taker_ends_all() {
        for bad in [0, 5, 63] {
            let work = move |(): &mut (), index: usize| assert!(index != bad, "on purpose");
            let run = || in_order(64, 3, &mut (), || (), work, |_, ()| Ok::<(), ()>(()));
            assert!(std::panic::catch_unwind(run).is_err());
            let take = |index: usize, ()| {
                assert!(index != bad, "on purpose");
                Ok::<(), ()>(())
            };
            let run = || in_order(64, 3, &mut (), || (), |(), _| (), take);
            assert!(std::panic::catch_unwind(run).is_err());
        }
    }
}
