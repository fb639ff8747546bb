//! `sourcebook serve`.

use std::process::ExitCode;
use std::time::Instant;

use super::{Common, Failure};
use crate::read::Watch;
use crate::serve::{Preview, Server};

/// Show the handbook in a browser while it is being written
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    common: Common,
    /// The port on this machine; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 4040)]
    port: u16,
    /// Open the browser
    #[arg(long)]
    open: bool,
}

impl Serve {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let server = Server::bind(self.port)?;
        let mut preview = Preview::default();
        let mut watch = self.first(&mut preview)?;
        let states = preview.states();
        let url = server.url();
        super::write(std::io::stdout(), &format!("{url}\n"))?;
        self.common.say("the preview runs until Ctrl-C")?;
        if self.open
            && let Err(error) = open::that_detached(&url)
        {
            self.common
                .say(&format!("cannot open a browser: {error}\n  help: open {url}"))?;
        }
        // It ends with the program: nothing of it is on disk.
        std::thread::spawn(move || {
            loop {
                watch.wait();
                // Whoever reads the messages may have gone; the preview goes on.
                let _ = self.again(&mut preview, &mut watch);
            }
        });
        server.run(states)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Reads the handbook for the first time. There has to be one.
    fn first(&self, preview: &mut Preview) -> Result<Watch, Failure> {
        let root = &self.common.root;
        let (mut watch, problem) = Watch::new(root);
        // What changes while it is being read has to be seen.
        let problem = problem.or_else(|| watch.follow(&["content", "templates"]));
        preview.refresh(root);
        if let (Some(obstacle), true) = (preview.obstacle(), preview.sources().iter().next().is_none()) {
            return Err(obstacle.to_owned().into());
        }
        let problem = problem.or_else(|| self.follow(preview, &mut watch));
        self.common.report(&preview.report())?;
        self.obstacle(preview)?;
        self.blind(problem)?;
        Ok(watch)
    }

    fn again(&self, preview: &mut Preview, watch: &mut Watch) -> Result<(), Failure> {
        let problem = self.follow(preview, watch);
        self.blind(problem)?;
        let begun = Instant::now();
        if !preview.refresh(&self.common.root) {
            return Ok(());
        }
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        self.common.report(&preview.report())?;
        self.obstacle(preview)?;
        self.common.say(&format!("changed, and checked in {took:.0} ms"))
    }

    /// Watches the folders that `book.toml` names now.
    fn follow(&self, preview: &Preview, watch: &mut Watch) -> Option<String> {
        watch.follow(&[preview.sources().content.as_str(), "templates"])
    }

    fn obstacle(&self, preview: &Preview) -> Result<(), Failure> {
        match preview.obstacle() {
            Some(obstacle) => self.common.say(&format!("error: {obstacle}")),
            None => Ok(()),
        }
    }

    fn blind(&self, problem: Option<String>) -> Result<(), Failure> {
        match problem {
            Some(problem) => self.common.say(&format!(
                "the system does not tell of changes ({problem}), so the files are looked at twice a second"
            )),
            None => Ok(()),
        }
    }
}
