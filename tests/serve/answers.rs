//! What is there, what is not, and who may ask.

use super::client::Preview;
use super::support::handbook::Handbook;

/// What the preview adds to a page, taken away again.
fn undressed(page: &str, seen: &str) -> String {
    let head = format!(
        "<link rel=\"stylesheet\" href=\"/.sourcebook/preview.css\">\n\
         <script src=\"/.sourcebook/preview.js\" data-seen=\"{seen}\" defer></script>\n"
    );
    assert_eq!(page.matches(&head).count(), 1, "{page}");
    assert_eq!(page.matches("connect-src 'self'; ").count(), 1, "{page}");
    page.replace(&head, "").replace("connect-src 'self'; ", "")
}

#[test]
fn pages_are_those_of_a_build_with_a_script_more() {
    let handbook = Handbook::copy_of("sample-fever");
    let site = handbook.site();
    let preview = Preview::of(&handbook);
    for (path, bytes) in &site {
        let answer = preview.get(&format!("/{path}"));
        // A browser that kept the preview would not show what is being written.
        if ["worker.js", "kept.json"].contains(&path.as_str()) {
            assert_eq!(answer.status, 404, "{path}");
            continue;
        }
        assert_eq!(answer.status, 200, "{path}");
        // The preview does not stand where the published handbook does.
        if path == "404.html" {
            continue;
        }
        match path.ends_with(".html") {
            true => assert_eq!(undressed(&answer.text(), &answer.seen()).as_bytes(), bytes, "{path}"),
            false => assert_eq!(&answer.body, bytes, "{path}"),
        }
        let built = String::from_utf8_lossy(bytes);
        for own in ["preview.js", "preview.css", "data-seen", "connect-src"] {
            assert!(!built.contains(own), "{path} is published with {own}");
        }
    }
    let missing = preview.get("/a/b/c.html");
    assert_eq!(missing.status, 404);
    assert!(
        missing.text().contains("<link rel=\"stylesheet\" href=\"/site.css\">"),
        "its links lead from any depth"
    );
    assert_eq!(preview.get("/").body, preview.get("/index.html").body);
    assert_eq!(preview.get("/trial/").body, preview.get("/trial/index.html").body);
    let elsewhere = preview.get("/trial");
    assert_eq!(
        (elsewhere.status, elsewhere.headers["location"].as_str()),
        (307, "/trial/")
    );
}

#[test]
fn the_policy_of_a_page_allows_asking_the_preview_and_no_more() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    for path in ["/", "/nowhere.html"] {
        let page = preview.get(path).text();
        let (_, policy) = page
            .split_once("http-equiv=\"Content-Security-Policy\" content=\"")
            .unwrap();
        let policy = policy.split('"').next().unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(!page.contains("<script>") && !page.contains("onload"), "{page}");
    }
    let page = preview.get("/");
    assert_eq!(page.headers["content-security-policy"], "frame-ancestors 'none'");
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    assert!(!page.headers.contains_key("access-control-allow-origin"));
}

#[test]
fn each_file_says_what_it_is() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/site.css", "text/css; charset=utf-8"),
        ("/site.js", "text/javascript; charset=utf-8"),
        ("/.sourcebook/preview.js", "text/javascript; charset=utf-8"),
        ("/.sourcebook/preview.css", "text/css; charset=utf-8"),
        ("/media/content/chapters/figures/thermometer.png", "image/png"),
    ] {
        let answer = preview.get(path);
        assert_eq!(
            (answer.status, answer.headers["content-type"].as_str()),
            (200, kind),
            "{path}"
        );
    }
}

#[test]
fn head_has_no_body_and_other_methods_are_not_answered() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    let (get, head) = (preview.get("/"), preview.ask("HEAD", "/"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers["content-length"], get.body.len().to_string());
    assert_eq!(preview.ask("HEAD", "/nowhere").body.len(), 0);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = preview.ask(method, "/");
        assert_eq!(
            (answer.status, answer.headers["allow"].as_str()),
            (405, "GET, HEAD"),
            "{method}"
        );
    }
}

#[test]
fn only_localhost_is_answered() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    let port = preview.address.port();
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"] {
        assert_eq!(
            preview.ask_as("GET", "/", &format!("Host: {host}:{port}\r\n")).status,
            200,
            "{host}"
        );
    }
    for headers in [
        "",
        "Host:\r\n",
        "Host: evil.example\r\n",
        "Host: localhost\r\n",
        "Host: localhost:1\r\n",
        &format!("Host: evil.example:{port}\r\n"),
        &format!("Host: localhost.evil.example:{port}\r\n"),
        &format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        &format!("Host: evil@localhost:{port}\r\n"),
        &format!("Host: localhost:{port}\r\nHost: evil.example\r\n"),
        &format!("Host: localhost:{port}, evil.example\r\n"),
    ] {
        let answer = preview.ask_as("GET", "/", headers);
        assert!([400, 421].contains(&answer.status), "{headers:?}: {}", answer.status);
        assert!(!answer.text().contains("<html"), "{headers:?}");
    }
    let absolute = preview.ask_as("GET", "http://evil.example/", &format!("Host: localhost:{port}\r\n"));
    assert_eq!(absolute.status, 421);
}

#[test]
fn what_is_no_file_of_the_site_is_not_there() {
    let handbook = Handbook::copy_of("sample-fever");
    handbook.write("content/chapters/draft.txt", "a secret");
    handbook.write("secret.html", "a secret");
    let preview = Preview::of(&handbook);
    for path in [
        "/book.toml",
        "/content/trials/sample-1.toml",
        "/content/chapters/staging.md",
        "/secret.html",
        "/../secret.html",
        "/..%2fsecret.html",
        "/%2e%2e/secret.html",
        "/trial/../../secret.html",
        "/trial/..\\..\\secret.html",
        "//secret.html",
        "/media/../../secret.html",
        "/media/content/chapters/draft.txt",
        "/.sourcebook",
        "/.sourcebook/",
        "/.sourcebook/../secret.html",
        "/etc/passwd",
        "/%00",
        "/index.html%00.css",
        "/nowhere",
        "/INDEX.HTML",
    ] {
        let answer = preview.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("a secret"), "{path}");
    }
    let missing = preview.get("/nowhere.html");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("no such page") && !missing.seen().is_empty());
}

#[test]
fn where_it_cannot_run_it_says_so() {
    let handbook = Handbook::copy_of("sample-fever");
    let preview = Preview::of(&handbook);
    let port = preview.address.port().to_string();
    handbook
        .run(&["serve", "--port", &port])
        .ended_with(2)
        .says(&format!("port {port} is in use"))
        .says("name another with --port");
    let empty = Handbook::empty();
    empty
        .run(&["serve", "--port", "0"])
        .ended_with(2)
        .says("has no book.toml");
    handbook.run(&["serve", "--port", "70000"]).ended_with(2);
}

/// The numbers of signals are the same on every system that has them.
#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to() {
    for signal in [2, 15] {
        let handbook = Handbook::copy_of("sample-fever");
        let preview = Preview::of(&handbook);
        // A page that waits for a change does not hold it up.
        let seen = preview.get("/").seen();
        let mut waiting = preview.connect();
        let request = format!(
            "GET /.sourcebook/changes?page=/&seen={seen} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            preview.address.port()
        );
        std::io::Write::write_all(&mut waiting, request.as_bytes()).unwrap();
        let told = std::process::Command::new("kill")
            .args([format!("-{signal}"), preview.id().to_string()])
            .status();
        assert!(told.is_ok_and(|status| status.success()));
        assert_eq!(preview.ended(), Some(0));
    }
}
