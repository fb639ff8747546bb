//! The `sourcebook` program: a face over the library.

fn main() -> std::process::ExitCode {
    sourcebook::cli::main()
}
