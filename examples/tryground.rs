use sourcebook::{
    ground::{
        claim,
        find::{self, Found},
        names::Names,
        paper::Paper,
    },
    handbook::Handbook,
    read::Sources,
};
use std::collections::BTreeMap;
fn main() {
    let sources = Sources::load(std::path::Path::new(".")).unwrap();
    let (h, _) = Handbook::new(&sources);
    let h = h.unwrap();
    let mut papers: BTreeMap<String, Paper> = BTreeMap::new();
    for e in std::fs::read_dir("/work/shared/papers").unwrap() {
        let p = e.unwrap().path();
        if p.extension().is_some_and(|x| x == "txt") {
            papers.insert(
                p.file_stem().unwrap().to_string_lossy().into(),
                Paper::new(std::fs::read_to_string(&p).unwrap()),
            );
        }
    }
    let names = Names::new(&h.corpus);
    let mut locs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for r in h.corpus.records.values() {
        for c in claim::claims(r) {
            for s in c.sources {
                locs.entry(s.cite.as_str().into()).or_default().push(s.at.to_string());
            }
        }
    }
    for (k, p) in papers.iter_mut() {
        p.learn(locs.get(k).into_iter().flatten().map(|s| s.as_str()));
    }
    let mentions: BTreeMap<String, _> = papers.iter().map(|(k, p)| (k.clone(), names.in_paper(p))).collect();
    let t = std::time::Instant::now();
    let (mut n, mut passage, mut named, mut nosrc, mut miss) = (0, 0, 0, 0, BTreeMap::<String, usize>::new());
    for r in h.corpus.records.values() {
        for c in claim::claims(r) {
            n += 1;
            if c.sources.is_empty() {
                nosrc += 1;
                println!("NOSRC {}", c.name());
                continue;
            }
            for s in &c.sources {
                match papers.get(s.cite.as_str()) {
                    None => {
                        *miss.entry("nopaper".into()).or_default() += 1;
                        println!("NOPAPER {} {}", c.name(), s.cite.as_str());
                    }
                    Some(p) => match find::find(p, s.at.as_str(), &c, &mentions[s.cite.as_str()]) {
                        Found::Passage(_) => passage += 1,
                        Found::Named(_) => named += 1,
                        Found::Missing(w) => {
                            let k = format!("{w:?}");
                            let k = k.split('(').next().unwrap().to_string();
                            *miss.entry(k).or_default() += 1;
                            println!(
                                "MISS {} [{} | {}] {:?} numbers={:?}",
                                c.name(),
                                s.cite.as_str(),
                                s.at,
                                w,
                                c.numbers
                                    .iter()
                                    .map(|n| format!(
                                        "{}{}{}:{}",
                                        n.comparator.map_or("", |c| c.sign()),
                                        n.digits,
                                        n.unit.clone().unwrap_or_default(),
                                        n.field
                                    ))
                                    .collect::<Vec<_>>()
                            );
                        }
                    },
                }
            }
        }
    }
    println!(
        "claims {n} passage {passage} named {named} nosource {nosrc} miss {miss:?} in {:?}",
        t.elapsed()
    );
}
