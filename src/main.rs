//! The `sourcebook` program: a face over the library.

/// Reading and building make and drop many small values on all cores, which is what this allocator is made for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sourcebook::cli::main()
}
