//! Ctrl-C and SIGTERM.

use std::process::exit;
use std::thread;

use tokio::runtime;
use tokio::signal;

use super::fault::Fault;

/// Returns when somebody asks the program to stop: Ctrl-C, or SIGTERM. From the first call on, nothing else does.
pub(super) async fn asked() {
    #[cfg(unix)]
    {
        let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) else {
            let _ = signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = signal::ctrl_c().await;
}

/// From now on the program ends at once when asked to stop, and says these words. For work that may end anywhere: what is
/// written is put in its place as a whole.
pub(super) fn at_once(words: &'static str) {
    let waiting = move || {
        if let Ok(runtime) = runtime::Builder::new_current_thread().enable_all().build() {
            runtime.block_on(asked());
            let _ = Fault::work(words).tell();
            exit(1);
        }
    };
    thread::spawn(waiting);
}
