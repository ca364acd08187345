//! Spacing of the requests to one host, and to all hosts on one machine.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// Longest pause that back-off leads to.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// One machine, whatever names it has: how often it may be asked, and by how many connections at a time.
pub(super) struct Machine {
    connections: Semaphore,
    /// Least time between two requests.
    pause: Duration,
    /// Not to be asked before. Whoever holds it is next in line.
    next: AsyncMutex<Instant>,
}

/// Our turn to ask a host: the connection is ours until it is dropped.
pub(super) type Turn<'g> = SemaphorePermit<'g>;

/// One host: the pace of its machine, and slower where the host asks for it or is in trouble.
pub(super) struct Gate {
    machine: Arc<Machine>,
    pace: Mutex<Pace>,
}

struct Pace {
    /// Never faster than this.
    floor: Duration,
    /// Present pause; above the floor while the host is in trouble.
    pause: Duration,
    not_before: Instant,
    /// The host asked for a longer wait than a run can keep.
    closed: bool,
}

impl Machine {
    pub(super) fn new(pause: Duration, connections: usize) -> Self {
        Self { connections: Semaphore::new(connections), pause, next: AsyncMutex::new(Instant::now()) }
    }
}

impl Gate {
    pub(super) fn new(machine: Arc<Machine>, pause: Duration) -> Self {
        let pace = Pace { floor: pause, pause, not_before: Instant::now(), closed: false };
        Self { machine, pace: Mutex::new(pace) }
    }

    /// Waits for our turn; `None` where the host is not asked any more.
    pub(super) async fn turn(&self) -> Option<Turn<'_>> {
        loop {
            // Nobody is next in line at the machine while this host has to be left alone.
            let moment = self.pace().moment()?;
            tokio::time::sleep_until(moment).await;
            let mut next = self.machine.next.lock().await;
            let turn = self.machine.connections.acquire().await.ok()?;
            tokio::time::sleep_until(*next).await;
            // Meanwhile another turn may have been taken, or the host have got into trouble.
            let mut pace = self.pace();
            let now = Instant::now();
            if pace.moment()? <= now {
                pace.not_before = now + pace.pause;
                *next = now + self.machine.pause;
                return Some(turn);
            }
        }
    }

    /// Asks the host less often: robots.txt wants `pause` between two requests.
    pub(super) fn at_least(&self, pause: Duration) {
        let mut pace = self.pace();
        if pause > pace.floor {
            pace.floor = pause;
            let pause = pace.pause.max(pause);
            pace.set(pause);
        }
    }

    /// The host answered as it should: come back to the usual pause step by step.
    pub(super) fn eased(&self) {
        let mut pace = self.pace();
        pace.pause = pace.pause.mul_f64(0.9).max(pace.floor);
    }

    /// The host is in trouble: double the pause, and ask nothing for the time that it named.
    pub(super) fn strained(&self, wait: Option<Duration>) {
        let mut pace = self.pace();
        let pause = (pace.pause * 2).min(LONGEST_PAUSE).max(pace.floor);
        pace.set(pause);
        if let Some(wait) = wait {
            pace.not_before = pace.not_before.max(Instant::now() + wait);
        }
    }

    /// Asks the host nothing more in this run; who waits for a turn waits in vain.
    pub(super) fn close(&self) {
        self.pace().closed = true;
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pace {
    /// When the host may be asked next; `None` where it is closed.
    fn moment(&self) -> Option<Instant> {
        (!self.closed).then_some(self.not_before)
    }

    /// Takes a longer pause, from now on.
    fn set(&mut self, pause: Duration) {
        self.pause = pause;
        self.not_before = self.not_before.max(Instant::now() + pause);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use tokio::task::JoinSet;
    use tokio::time::{Instant, sleep};

    use super::{Gate, LONGEST_PAUSE, Machine};

    const PAUSE: Duration = Duration::from_secs(1);

    fn gate(pause: Duration) -> Arc<Gate> {
        Arc::new(Gate::new(Arc::new(Machine::new(pause, 2)), pause))
    }

    /// Gates of so many hosts on one machine.
    fn on_one_machine(hosts: usize) -> Vec<Arc<Gate>> {
        let machine = Arc::new(Machine::new(PAUSE, 2));
        (0..hosts).map(|_| Arc::new(Gate::new(Arc::clone(&machine), PAUSE))).collect()
    }

    /// Time between two turns, one after the other.
    async fn between(gate: &Gate) -> Duration {
        drop(gate.turn().await.unwrap());
        let start = Instant::now();
        drop(gate.turn().await.unwrap());
        start.elapsed()
    }

    /// One visitor at each gate takes so many turns, each of which lasts so long; the moments of all turns in order, and
    /// how many turns there were at a time at most.
    async fn side_by_side(gates: &[Arc<Gate>], turns: usize, lasts: Duration) -> (Vec<Instant>, usize) {
        let under_way = Arc::new(());
        let mut visitors = JoinSet::new();
        for gate in gates {
            let (gate, under_way) = (Arc::clone(gate), Arc::clone(&under_way));
            visitors.spawn(async move {
                let mut moments = Vec::new();
                for _ in 0..turns {
                    let turn = gate.turn().await.unwrap();
                    let count = Arc::clone(&under_way);
                    // Besides the ones under way the test and each visitor hold one.
                    moments.push((Instant::now(), Arc::strong_count(&count)));
                    sleep(lasts).await;
                    drop((count, turn));
                    gate.eased();
                }
                (moments, under_way)
            });
        }
        let all: Vec<_> = visitors.join_all().await;
        let mut moments: Vec<_> = all.into_iter().flat_map(|(moments, _)| moments).collect();
        moments.sort();
        let most = moments.iter().map(|(_, count)| count - 1 - gates.len()).max().unwrap();
        (moments.into_iter().map(|(moment, _)| moment).collect(), most)
    }

    fn keep_apart(moments: &[Instant], pause: Duration) -> bool {
        moments.windows(2).all(|two| two[1] - two[0] >= pause)
    }

    #[tokio::test(start_paused = true)]
    async fn fifty_visitors_of_one_host_keep_its_pace() {
        let gate = gate(PAUSE);
        let gates: Vec<_> = (0..50).map(|_| Arc::clone(&gate)).collect();
        let (moments, most) = side_by_side(&gates, 4, Duration::from_millis(10)).await;
        assert!(moments.len() == 200 && keep_apart(&moments, PAUSE) && most == 1, "{most}");
    }

    #[tokio::test(start_paused = true)]
    async fn fifty_hosts_on_one_machine_share_its_pace_and_connections() {
        let slow = Duration::from_secs(7);
        let (moments, most) = side_by_side(&on_one_machine(50), 4, slow).await;
        assert!(moments.len() == 200 && keep_apart(&moments, PAUSE) && most == 2, "{most}");
    }

    #[tokio::test(start_paused = true)]
    async fn hosts_on_machines_of_their_own_wait_for_nobody() {
        let gates: Vec<_> = (0..50).map(|_| gate(PAUSE)).collect();
        let start = Instant::now();
        let (moments, most) = side_by_side(&gates, 4, Duration::from_millis(100)).await;
        assert_eq!((moments.len(), most), (200, 50));
        assert!(*moments.last().unwrap() - start < Duration::from_secs(4));
    }

    #[tokio::test(start_paused = true)]
    async fn no_turns_are_saved_up() {
        let gate = gate(PAUSE);
        drop(gate.turn().await.unwrap());
        sleep(Duration::from_secs(3600)).await;
        let (moments, _) = side_by_side(&[Arc::clone(&gate), gate], 3, Duration::ZERO).await;
        assert!(keep_apart(&moments, PAUSE), "{moments:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn everybody_has_a_turn_in_turn() {
        let gates = on_one_machine(10);
        let mut order = Vec::new();
        for round in 0..3_usize {
            let mut waiting = JoinSet::new();
            for (number, gate) in gates.iter().cloned().enumerate() {
                waiting.spawn(async move {
                    drop(gate.turn().await.unwrap());
                    (Instant::now(), round, number)
                });
            }
            order.extend(waiting.join_all().await);
        }
        order.sort();
        assert!(order.chunks(10).enumerate().all(|(round, turns)| turns.iter().all(|turn| turn.1 == round)));
    }

    #[tokio::test(start_paused = true)]
    async fn trouble_doubles_the_pause_up_to_a_limit_and_good_answers_ease_it() {
        let gate = gate(PAUSE);
        for seconds in [2, 4, 8, 16, 32, 60, 60] {
            gate.strained(None);
            assert!(between(&gate).await >= Duration::from_secs(seconds), "{seconds}");
        }
        let mut last = LONGEST_PAUSE;
        for _ in 0..60 {
            gate.eased();
            let pause = between(&gate).await;
            assert!(pause <= last && pause >= PAUSE, "{pause:?}");
            last = pause;
        }
        assert!(last < PAUSE + Duration::from_millis(2), "{last:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_is_left_alone_for_as_long_as_it_asked() {
        let gates = on_one_machine(2);
        let asked = Duration::from_secs(90);
        let start = Instant::now();
        gates[0].strained(Some(asked));
        drop(gates[0].turn().await.unwrap());
        assert!(start.elapsed() >= asked);
        // Who was in line before it said so waits as well.
        let late = Arc::clone(&gates[0]);
        let late = tokio::spawn(async move { late.turn().await.map(|_| Instant::now()) });
        tokio::task::yield_now().await;
        let start = Instant::now();
        gates[0].strained(Some(asked));
        assert!(late.await.unwrap().unwrap() - start >= asked);
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_waits_holds_up_no_other_on_its_machine() {
        let gates = on_one_machine(2);
        gates[0].strained(Some(Duration::from_secs(600)));
        let waiting = Arc::clone(&gates[0]);
        let waiting = tokio::spawn(async move { waiting.turn().await.is_some() });
        tokio::task::yield_now().await;
        let start = Instant::now();
        drop(gates[1].turn().await.unwrap());
        assert!(start.elapsed() < Duration::from_secs(2));
        assert!(waiting.await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn robots_can_only_slow_down() {
        let gate = gate(PAUSE);
        gate.at_least(Duration::from_millis(1));
        assert!(between(&gate).await >= PAUSE);
        gate.at_least(PAUSE * 5);
        assert!(between(&gate).await >= PAUSE * 5);
        gate.eased();
        assert!(between(&gate).await >= PAUSE * 5, "what it asked for is what is eased to");
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_at_a_host_that_closes_waits_in_vain() {
        let gate = gate(PAUSE);
        drop(gate.turn().await.unwrap());
        let waiting: Vec<_> = (0..50).map(|_| Arc::clone(&gate)).collect();
        let waiting: JoinSet<_> = waiting.into_iter().map(|gate| async move { gate.turn().await.is_none() }).collect();
        tokio::task::yield_now().await;
        gate.close();
        assert!(waiting.join_all().await.into_iter().all(|in_vain| in_vain));
        assert!(gate.turn().await.is_none());
    }
}
