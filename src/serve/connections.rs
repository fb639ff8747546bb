//! HTTP, on loopback alone.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{Semaphore, watch};

use super::answer::{Answer, PLAIN, Query, answer, seen_now};
use super::preview::State;

/// How long a client may take for the head of a request. It is on the same machine.
const HEAD: Duration = Duration::from_secs(5);
/// The longest head of a request, in bytes and in lines.
const HEAD_BYTES: usize = 16 * 1024;
const HEAD_LINES: usize = 64;
/// How long a page that waits for a change is left without an answer.
const PATIENCE: Duration = Duration::from_secs(25);
/// No connection is older, so that one that does not take its answer goes in the end. Browsers open another.
const OLDEST: Duration = Duration::from_secs(120);
/// How many connections there are at a time; others wait.
const CONNECTIONS: usize = 512;

/// Why the preview cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(
        "port {0} is in use\n  help: stop what uses it, or name another with --port; --port 0 takes any that is free"
    )]
    InUse(u16),
    #[error("cannot listen on port {port}: {source}")]
    Listen { port: u16, source: std::io::Error },
    #[error("the preview cannot run: {0}")]
    Run(#[from] std::io::Error),
}

/// A port of this machine that nobody else can reach.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes a port; any that is free for 0.
    ///
    /// # Errors
    ///
    /// Where it is taken, or may not be.
    pub fn bind(port: u16) -> Result<Self, ServeError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|source| match source.kind() {
            std::io::ErrorKind::AddrInUse => ServeError::InUse(port),
            _ => ServeError::Listen { port, source },
        })?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// Where a browser finds it.
    pub fn url(&self) -> String {
        format!("http://localhost:{}/", self.address.port())
    }

    /// Answers until the program is told to end.
    ///
    /// # Errors
    ///
    /// Where the system refuses threads or signals.
    pub fn run(self, states: watch::Receiver<Arc<State>>) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let port = self.address.port();
        let done = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            tokio::select! {
                () = accept(listener, port, states) => Ok(()),
                ended = ended() => ended,
            }
        });
        // Whoever is still connected need not be waited for.
        runtime.shutdown_background();
        Ok(done?)
    }
}

/// Until Ctrl-C, or until the system asks the program to end.
async fn ended() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

async fn accept(listener: tokio::net::TcpListener, port: u16, states: watch::Receiver<Arc<State>>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let Ok((stream, _)) = listener.accept().await else {
            // The client has gone, or there are too many files open: the next may do.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let states = states.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| serve(request, port, states.clone()));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD)
                .max_buf_size(HEAD_BYTES)
                .max_headers(HEAD_LINES)
                .serve_connection(TokioIo::new(stream), service);
            // What goes wrong here is the client's: there is nobody to tell.
            let _ = tokio::time::timeout(OLDEST, connection).await;
            drop(place);
        });
    }
}

async fn serve(
    request: Request<Incoming>,
    port: u16,
    states: watch::Receiver<Arc<State>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let answer = match refusal(&request, port) {
        Some(refusal) => refusal,
        None => match Query::of(request.uri().path(), request.uri().query()) {
            Query::File(path) => {
                let state = Arc::clone(&states.borrow());
                made(move || answer(&state, &path)).await
            }
            Query::Changes { page, seen } => changes(states, page, seen).await,
            Query::Nothing => Answer::refused(400, "this is no path\n"),
        },
    };
    Ok(response(answer, request.method() == Method::HEAD))
}

/// Why a request is not answered: other pages that are open in the browser could have sent it, under a name that they
/// made to lead here.
fn refusal(request: &Request<Incoming>, port: u16) -> Option<Answer> {
    let known = |host: &str| {
        let host = host.strip_suffix(&format!(":{port}")).unwrap_or(match port {
            // Browsers leave the usual port out.
            80 => host,
            _ => "",
        });
        host.eq_ignore_ascii_case("localhost") || ["127.0.0.1", "[::1]"].contains(&host)
    };
    let hosts: Vec<Option<&str>> = request
        .headers()
        .get_all(header::HOST)
        .iter()
        .map(|host| host.to_str().ok())
        .collect();
    let named = matches!(hosts.as_slice(), [Some(host)] if known(host));
    let addressed = request
        .uri()
        .authority()
        .is_none_or(|authority| known(authority.as_str()));
    if !named || !addressed {
        return Some(Answer::refused(421, "the preview answers to localhost alone\n"));
    }
    let allowed = [Method::GET, Method::HEAD].contains(request.method());
    (!allowed).then(|| Answer::refused(405, "the preview is for reading\n"))
}

/// Waits until a page is not what was seen, and tells what it is now; after a while what it was.
async fn changes(mut states: watch::Receiver<Arc<State>>, page: String, seen: String) -> Answer {
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        let state = Arc::clone(&states.borrow_and_update());
        let path = page.clone();
        let now = made(move || Answer::new(200, PLAIN, seen_now(&state, &path).into_bytes())).await;
        if *now.body != *seen.as_bytes() || tokio::time::Instant::now() >= until {
            return now;
        }
        // Where it is over, or nobody will change anything any more, what was seen is what there is.
        let _ = tokio::time::timeout_at(until, states.changed()).await;
    }
}

/// Pages are made on threads of their own: some take long.
async fn made(make: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    let made = tokio::task::spawn_blocking(make).await;
    made.unwrap_or_else(|_| Answer::refused(500, "the page could not be made: this is a fault of sourcebook\n"))
}

fn response(answer: Answer, head_alone: bool) -> Response<Full<Bytes>> {
    let length = answer.body.len();
    let body = match head_alone {
        true => Bytes::new(),
        false => Bytes::from(answer.body.into_owned()),
    };
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = hyper::StatusCode::from_u16(answer.status).expect("the answers have statuses of HTTP");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("frame-ancestors 'none'"),
    );
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    if answer.status == 405 {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if let Some(location) = answer.location.and_then(|to| HeaderValue::from_str(&to).ok()) {
        headers.insert(header::LOCATION, location);
    }
    response
}
