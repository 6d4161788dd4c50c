# Specs that may be skipped, by their full names, each with the reason. Any other skipped spec fails the test run.
@{
    Skips = @{
    }
}
