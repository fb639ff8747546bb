//! The program as a preview, and a browser that is only a socket.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::support::handbook::Handbook;
use super::support::run::program;

/// How long anything may take on a slow and busy machine. What hangs takes longer.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// A preview that runs until it is dropped.
pub struct Preview {
    child: Child,
    pub address: SocketAddr,
    messages: Arc<Mutex<String>>,
}

impl Preview {
    #[track_caller]
    pub fn of(handbook: &Handbook) -> Self {
        // Not from within the folder, which a test may take away.
        let mut child = program(handbook.parent())
            .args(["serve", "--port", "0", "--root"])
            .arg(&handbook.root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let stderr = child.stderr.take().expect("it is piped");
        let messages = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&messages);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                *heard.lock().unwrap() += &format!("{line}\n");
            }
        });
        let mut url = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout).read_line(&mut url).expect("it says where it is");
        let port = url.trim().trim_end_matches('/').rsplit(':').next().unwrap_or_default();
        let port: u16 = port
            .parse()
            .unwrap_or_else(|_| panic!("{url:?}: {}", messages.lock().unwrap()));
        Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            messages,
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("it can be set");
        stream.set_write_timeout(Some(PATIENCE)).expect("it can be set");
        stream
    }

    /// Sends these bytes, and gives all that comes back until the end of the connection.
    pub fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // Where the answer comes before all is sent, the rest may find nobody.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    #[track_caller]
    pub fn ask(&self, method: &str, path: &str) -> Answer {
        let host = format!("localhost:{}", self.address.port());
        self.ask_as(method, path, &format!("Host: {host}\r\n"))
    }

    #[track_caller]
    pub fn ask_as(&self, method: &str, path: &str, headers: &str) -> Answer {
        let request = format!("{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        Answer::of(&self.raw(request.as_bytes()))
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path)
    }

    /// What the preview says of a page when asked whether it has changed since `seen`.
    pub fn changes(&self, page: &str, seen: &str) -> String {
        let answer = self.get(&format!("/.sourcebook/changes?page={page}&seen={seen}"));
        assert_eq!(answer.status, 200);
        answer.text()
    }

    /// Waits until a page is as it should be.
    #[track_caller]
    pub fn until(&self, path: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            let answer = self.get(path);
            if is_so(&answer) {
                return answer;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{path} stays {}\n{}\n{}",
                answer.status,
                answer.text(),
                self.messages()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn messages(&self) -> String {
        self.messages.lock().unwrap().clone()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the program has ended by itself.
    #[track_caller]
    pub fn ended(mut self) -> Option<i32> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it is ours") {
                return status.code();
            }
            assert!(begun.elapsed() < PATIENCE, "it goes on");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !std::thread::panicking() {
            let messages = self.messages();
            assert!(!messages.contains("panicked at"), "{messages}");
        }
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).expect("a head is a text");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        Self {
            status: status.expect("there is a status"),
            headers: headers.map(|(k, v)| (k.to_lowercase(), v.to_owned())).collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What the page tells its script of itself.
    #[track_caller]
    pub fn seen(&self) -> String {
        let text = self.text();
        let (_, rest) = text.split_once("data-seen=\"").expect("the page has the script");
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}
