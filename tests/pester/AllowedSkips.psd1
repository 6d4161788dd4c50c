# Specs that may be skipped, by their full names, each with the reason. Any other skipped spec fails the test run.
@{
    Skips = @{
        'A path that cannot be written to.is refused if the disk is full: Export-Dfm'                 = 'Only Linux has /dev/full.'
        'A path that cannot be written to.is refused if the disk is full: Export-MixtureModel'        = 'Only Linux has /dev/full.'
        'A path that cannot be written to.is refused if the disk is full: Find-ClusterCount'          = 'Only Linux has /dev/full.'
        'A path that cannot be written to.is refused if the folder is read-only: Export-Dfm'          = 'Only Linux has /proc, which even root cannot write to.'
        'A path that cannot be written to.is refused if the folder is read-only: Export-MixtureModel' = 'Only Linux has /proc, which even root cannot write to.'
        'A path that cannot be written to.is refused if the folder is read-only: Find-ClusterCount'   = 'Only Linux has /proc, which even root cannot write to.'
        'A path that cannot be written to.is not /dev/null, which discards everything'                = 'Windows has no /dev/null.'
        'The specs of experiments on Slurm.are skipped without its programs, with the reason, where CI is ""' = 'Only Linux has Slurm.'
        'The specs of experiments on Slurm.are failed without its programs, with the reason, where CI is "true"' = 'Only Linux has Slurm.'
        'Ctrl+C at a terminal.stops a call and ends the script' = 'Needs script of util-linux to type into a pseudo-terminal.'
    }
}
