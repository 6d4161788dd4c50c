# Dot-sourced by the specs of this folder: starts a Slurm on this machine for one spec file, and ends it.

# A port of the loopback interface that nothing listens on.
function Get-FreePort {
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $listener.LocalEndpoint.Port
    $listener.Stop()
}

# Waits for a condition, at most some seconds. Returns whether it was met.
function Wait-Until([scriptblock] $Condition, [int] $Second = 60) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($watch.Elapsed.TotalSeconds -gt $Second) { return $false }
        Start-Sleep -Milliseconds 100
    }
    $true
}

<#
.SYNOPSIS
Starts a controller and the node daemons n1 and n2 with two processors each, whose files are below a folder, and points the
environment variable SLURM_CONF to them.

.DESCRIPTION
A node that doesn't answer is given up after a few seconds, and a requeued task waits as long as a credential is valid.
#>
function Start-TestCluster([string] $Folder) {
    $null = New-Item (Join-Path $Folder state), (Join-Path $Folder log), (Join-Path $Folder munge) -ItemType Directory
    $munge = Join-Path $Folder munge
    chmod 700 $munge
    $key = Join-Path $munge key
    [IO.File]::WriteAllBytes($key, [Security.Cryptography.RandomNumberGenerator]::GetBytes(1024))
    chmod 600 $key
    $controller, $first, $second = 1..3 | ForEach-Object { Get-FreePort }
    $env:SLURM_CONF = Join-Path $Folder slurm.conf
    Set-Content $env:SLURM_CONF @"
ClusterName=test
SlurmctldHost=localhost
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$munge/socket,cred_expire=6
StateSaveLocation=$Folder/state
SlurmdSpoolDir=$Folder/spool_%n
SlurmctldPidFile=$Folder/slurmctld.pid
SlurmdPidFile=$Folder/%n.pid
SlurmctldLogFile=$Folder/log/slurmctld
SlurmdLogFile=$Folder/log/%n
SlurmctldPort=$controller
SlurmdTimeout=8
KillWait=5
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0
ReturnToService=2
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$first CPUs=2 State=UNKNOWN
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$second CPUs=2 State=UNKNOWN
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
"@
    munged --force --key-file=$key --socket=$munge/socket --pid-file=$Folder/munged.pid --log-file=$munge/log --seed-file=$munge/seed 2>&1 | Out-Null
    slurmctld -c 2>&1 | Out-Null
    Start-TestNode n1
    Start-TestNode n2
    if (-not (Wait-Until { (sinfo -h -t idle -o %D 2> $null) -eq '2' })) {
        Stop-TestCluster $Folder
        throw "Slurm did not start: $(Get-Content "$Folder/log/*" | Select-Object -Last 20 | Out-String)"
    }
}

# Starts the daemon of a node, which goes to the background.
function Start-TestNode([string] $Name) {
    $null = Wait-Until { slurmd -N $Name 2>&1 | Out-Null; $LASTEXITCODE -eq 0 } 10
}

# The process of a daemon, or nothing if it doesn't run.
function Get-Daemon([string] $Folder, [string] $Name) {
    $file = Join-Path $Folder "$Name.pid"
    if (Test-Path $file) { Get-Process -Id (Get-Content $file -TotalCount 1) -ErrorAction Ignore }
}

# Ends the jobs, then the daemons that Start-TestCluster started.
function Stop-TestCluster([string] $Folder) {
    scancel --user=root 2> $null
    $null = Wait-Until { -not (squeue -h 2> $null) } 20
    foreach ($name in 'n1', 'n2', 'slurmctld', 'munged') {
        $daemon = Get-Daemon $Folder $name
        if (-not $daemon) { continue }
        $daemon.Kill()
        $null = $daemon.WaitForExit(10000)
    }
    $env:SLURM_CONF = $null
}
