fn main() {
    let sources = sourcebook::read::Sources::load(std::path::Path::new(".")).unwrap();
    let (_, found) = sourcebook::model::corpus::assemble(&sources);
    for d in found {
        let f = sources.file(d.primary.span.file);
        let line = f.text[..d.primary.span.bytes.start].matches('\n').count() + 1;
        println!("{}:{}: {}[{}] {} {:?}", f.path, line, d.severity.name(), d.code.0, d.message, d.help);
    }
}
