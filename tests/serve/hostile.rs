//! Clients that are slow, broken or many.

use std::io::{Read, Write};
use std::net::Shutdown;

use super::client::{Answer, Preview};
use super::support::handbook::Handbook;

fn preview() -> (Handbook, Preview) {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    (handbook, preview)
}

#[track_caller]
fn still_answers(preview: &Preview) {
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn garbage_is_refused_or_dropped() {
    let (_handbook, preview) = preview();
    let host = format!("Host: localhost:{}\r\n", preview.address.port());
    let many: String = (0..2000).map(|i| format!("X-{i}: y\r\n")).collect();
    for bytes in [
        &b""[..],
        b"\r\n\r\n",
        b"\0\0\0\0\xff\xfe",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost\r\n\r\n",
        b"GET / HTTP/1.1\nHost: x\n\n",
        b"GET http:// HTTP/1.1\r\n\r\n",
        b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        &[b'A'; 1 << 20],
        format!("GET /{} HTTP/1.1\r\n{host}\r\n", "a".repeat(1 << 20)).as_bytes(),
        format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(1 << 20)).as_bytes(),
        format!("GET / HTTP/1.1\r\n{host}{many}\r\n").as_bytes(),
        format!("GET / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n").as_bytes(),
        format!("GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\nzz\r\n").as_bytes(),
        format!("CONNECT localhost:1 HTTP/1.1\r\n{host}\r\n").as_bytes(),
    ] {
        let mut stream = preview.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        if !answer.is_empty() {
            let status = Answer::of(&answer).status;
            assert!((200..=505).contains(&status), "{status}");
        }
        still_answers(&preview);
    }
}

#[test]
fn a_body_that_nobody_wants_is_not_waited_for() {
    let (_handbook, preview) = preview();
    let host = format!("Host: localhost:{}\r\n", preview.address.port());
    let mut stream = preview.connect();
    let head = format!("POST / HTTP/1.1\r\n{host}Content-Length: 1000000000\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = vec![0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, b"HTTP/1.1 405");
    still_answers(&preview);
}

#[test]
fn slow_clients_hold_nobody_up_and_are_dropped() {
    let (_handbook, preview) = preview();
    // Some say nothing, some stop in the middle of a head, some leave half of the connection.
    let mut slow: Vec<_> = (0..300).map(|_| preview.connect()).collect();
    for (i, stream) in slow.iter_mut().enumerate() {
        if i % 3 > 0 {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost");
        }
        if i % 3 == 2 {
            let _ = stream.shutdown(Shutdown::Write);
        }
    }
    still_answers(&preview);
    // In the end they are told so, or simply dropped.
    let mut rest = Vec::new();
    let _ = slow[1].read_to_end(&mut rest);
    assert!(rest.is_empty() || Answer::of(&rest).status == 408, "{rest:?}");
    still_answers(&preview);
}

#[test]
fn answers_that_nobody_reads_hold_nobody_up() {
    let (_handbook, preview) = preview();
    let request = format!(
        "GET /site.css HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
        preview.address.port()
    );
    let mut deaf: Vec<_> = (0..20).map(|_| preview.connect()).collect();
    for stream in &mut deaf {
        stream.set_nonblocking(true).unwrap();
        for _ in 0..2000 {
            if stream.write_all(request.as_bytes()).is_err() {
                break;
            }
        }
    }
    still_answers(&preview);
}

#[test]
fn more_connections_than_there_are_places_get_their_turn() {
    let (_handbook, preview) = preview();
    let idle: Vec<_> = (0..700)
        .map_while(|_| std::net::TcpStream::connect(preview.address).ok())
        .collect();
    assert!(idle.len() > 400, "this system allows only {}", idle.len());
    still_answers(&preview);
}

#[test]
fn requests_may_follow_each_other_on_one_connection() {
    let (_handbook, preview) = preview();
    let host = format!("Host: localhost:{}\r\n", preview.address.port());
    let request = format!("GET /site.css HTTP/1.1\r\n{host}\r\n").repeat(3);
    let last = format!("HEAD / HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
    let answer = String::from_utf8_lossy(&preview.raw(format!("{request}{last}").as_bytes())).into_owned();
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 4);
}
