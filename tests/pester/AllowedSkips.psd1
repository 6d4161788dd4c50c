# Specs that may be skipped, by their full names, each with the reason. Any other skipped spec fails the test run.
@{
    Skips = @{
        'Ctrl+C at a terminal.stops a call and ends the script' = 'Needs script of util-linux to type into a pseudo-terminal.'
    }
}
