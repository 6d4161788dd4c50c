# Runs the specs of tests/cluster on a Slurm that they start on this machine.

<#
.SYNOPSIS
Returns what this machine lacks for a Slurm of its own, as words of a sentence; nothing if it lacks nothing.
#>
function Get-ClusterLack {
    if (-not $IsLinux) { return 'Linux' }
    if ((id -u) -ne '0') { 'the user root' }
    $packages = [ordered]@{
        'slurm-wlm' = 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'scontrol', 'sinfo'
        munge       = , 'munged'
    }
    foreach ($package in $packages.Keys) {
        $programs = @($packages[$package] | Where-Object { -not (Get-Command $_ -CommandType Application -ErrorAction Ignore) })
        if ($programs) { "$($programs -join ', ') (package $package)" }
    }
}

<#
.SYNOPSIS
Runs the specs of experiments on Slurm. Returns the numbers of passed, failed and skipped specs.

.DESCRIPTION
On a machine that can't have a Slurm of its own, the specs count as one skipped spec, and the reason is shown. With the environment
variable CI, they fail instead.

.PARAMETER Version
The version of Pester, which must be pinned.

.PARAMETER Name
Wildcards for the full names of the specs to run. The default is all specs.
#>
function Test-Cluster([string] $Version, [string[]] $Name) {
    $lack = @(Get-ClusterLack)
    if (-not $lack) { return Test-Specs -Version $Version -Path (Join-Path $root tests cluster) -Name $Name -ThrottleLimit 1 }
    Write-Host "The specs of experiments on Slurm need $($lack -join ' and '), which this machine doesn't have."
    [pscustomobject]@{ Passed = 0; Failed = [int][bool]$env:CI; Skipped = [int](-not $env:CI) }
}
