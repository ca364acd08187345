//! One process of Chromium with a profile of its own.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::sleep;

/// The user `nobody`. Chromium's sandbox does not work for root, and without it a page would run with the rights of root.
const NOBODY: u32 = 65534;

/// Runs Chromium until it ends, or until nobody holds the other end of standard input, however that came about; then
/// ends all of its processes, which share one group with the shell.
const KEEPER: &str = r#"("$@"; kill -s KILL 0) & cat; kill -s KILL 0"#;

/// Look for the port that Chromium listens on, and for processes that are ending.
const LOOK: Duration = Duration::from_millis(50);

/// No way out: names and addresses are not resolved, there is no proxy at the proxy's address, and no UDP.
/// No pictures, no sound, nothing in the background, no disk for a cache.
const FLAGS: [&str; 29] = [
    "--headless=new",
    "--remote-debugging-port=0",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--no-pings",
    "--blink-settings=imagesEnabled=false",
    "--mute-audio",
    "--disable-gpu",
    "--disable-3d-apis",
    "--disable-dev-shm-usage",
    "--disk-cache-size=1",
    "--js-flags=--max-old-space-size=256",
    "--lang=zh-CN",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-notifications",
    "--metrics-recording-only",
    "--password-store=basic",
];

/// A running Chromium. It ends with the value, and with this process.
#[derive(Debug)]
pub(super) struct Chromium {
    keeper: Child,
    /// Number of its process group.
    group: u32,
    /// Where its commands are taken (`ws://`).
    pub(super) address: String,
    profile: TempDir,
}

impl Chromium {
    /// Starts `program` and waits until it listens, so long at most. Root's Chromium runs as the user `nobody`.
    pub(super) async fn start(program: &Path, longest: Duration) -> Result<Self, String> {
        let failed = |why: &str| {
            format!(
                "Chromium（{}）没有启动（{why}），请核对它在本机能否以普通用户运行；容器须允许它的沙箱（用户命名空间）",
                program.display()
            )
        };
        let in_words = |error: std::io::Error| failed(&error.to_string());
        let profile = tempfile::Builder::new().prefix("lanmu-chromium-").tempdir().map_err(in_words)?;
        let mut keeper = command(program, profile.path()).map_err(in_words)?.spawn().map_err(in_words)?;
        let group = keeper.id().ok_or_else(|| failed("已退出"))?;
        let begin = Instant::now();
        while begin.elapsed() < longest {
            if let Some(address) = listening(profile.path()) {
                return Ok(Self { keeper, group, address, profile });
            }
            if !matches!(keeper.try_wait(), Ok(None)) {
                return Err(failed("已退出"));
            }
            sleep(LOOK).await;
        }
        Err(failed(&format!("{} 秒内没有响应", longest.as_secs())))
    }

    /// Memory that belongs to its processes alone, in bytes.
    pub(super) fn memory(&self) -> u64 {
        memory_of(self.group)
    }

    /// Ends it and removes its profile.
    pub(super) async fn end(mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait().await;
        // The processes end with the keeper, but one after another: the last may still write.
        for _ in 0..20 {
            if fs::remove_dir_all(self.profile.path()).is_ok() {
                break;
            }
            sleep(LOOK).await;
        }
    }
}

fn command(program: &Path, profile: &Path) -> std::io::Result<Command> {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", KEEPER, "sh"]).arg(program).args(FLAGS);
    command.arg(format!("--user-data-dir={}", profile.display())).arg("about:blank");
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("HOME", profile);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    if fs::metadata(profile)?.uid() == 0 {
        chown(profile, Some(NOBODY), Some(NOBODY))?;
        command.uid(NOBODY).gid(NOBODY);
    }
    Ok(command)
}

/// The address that Chromium writes into its profile.
fn listening(profile: &Path) -> Option<String> {
    let words = fs::read_to_string(profile.join("DevToolsActivePort")).ok()?;
    let (port, path) = words.trim().split_once('\n')?;
    Some(format!("ws://127.0.0.1:{port}{path}"))
}

fn memory_of(group: u32) -> u64 {
    let Ok(processes) = fs::read_dir("/proc") else { return 0 };
    processes.flatten().filter_map(|process| own_memory(&process.path(), group)).sum()
}

/// Memory of one process, in bytes, if it is of the group. What it shares with others through files does not count.
fn own_memory(process: &Path, group: u32) -> Option<u64> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    // After the name in brackets: state, parent, group.
    let of: u32 = stat.rsplit_once(") ")?.1.split(' ').nth(2)?.parse().ok()?;
    if of != group {
        return None;
    }
    let status = fs::read_to_string(process.join("status")).ok()?;
    let counted = status.lines().filter(|line| line.starts_with("RssAnon:") || line.starts_with("RssShmem:"));
    let kilobytes = counted.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    Some(kilobytes.sum::<u64>() * 1024)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use tokio::time::sleep;

    use super::{Chromium, memory_of};

    const PROGRAM: &str = "/usr/bin/chromium";

    #[tokio::test]
    async fn it_ends_with_the_value_whatever_becomes_of_the_run() {
        if !Path::new(PROGRAM).exists() {
            assert!(std::env::var_os("CI").is_none(), "Chromium is missing");
            eprintln!("LEFT OUT: there is no Chromium");
            return;
        }
        let chromium = Chromium::start(Path::new(PROGRAM), Duration::from_secs(20)).await.unwrap();
        let (group, profile) = (chromium.group, chromium.profile.path().to_owned());
        assert!((20..500).contains(&(chromium.memory() / 1024 / 1024)), "{}", chromium.memory());
        chromium.end().await;
        assert!(!profile.exists());
        assert!(goes(group).await, "it lives on");

        let chromium = Chromium::start(Path::new(PROGRAM), Duration::from_secs(20)).await.unwrap();
        let group = chromium.group;
        drop(chromium);
        assert!(goes(group).await, "it lives on");
    }

    /// Whether the processes of a group that was told to end are gone soon: those beside the first end in their own time.
    async fn goes(group: u32) -> bool {
        for _ in 0..100 {
            if memory_of(group) == 0 {
                return true;
            }
            sleep(Duration::from_millis(50)).await;
        }
        false
    }

    #[tokio::test]
    async fn a_program_that_is_no_browser_is_told_at_once() {
        let told = Chromium::start(Path::new("/bin/true"), Duration::from_secs(20)).await.unwrap_err();
        assert!(told.contains("/bin/true") && told.contains("已退出"), "{told}");
    }
}
