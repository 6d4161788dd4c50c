BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $build = Join-Path $repository build

    # Runs a script with the functions of build.ps1 in a child process. $root is the repository, or a given folder.
    function Invoke-BuildScript([string] $Script, [hashtable] $Environment = @{}) {
        $head = "`$ErrorActionPreference = 'Stop'; `$root = '$repository'; `$out = '$TestDrive/out'; foreach (`$name in 'DotNet', 'Shell', 'Testing') { . (Join-Path '$build' `"`$name.ps1`") }; "
        Invoke-Shell -Environment $Environment '-Command', ($head + $Script)
    }

    function New-Spec([string] $Name, [string] $Text) {
        $path = Join-Path (New-Item (Join-Path $TestDrive $Name) -ItemType Directory -Force) "$Name.Tests.ps1"
        Set-Content $path $Text
        $path
    }

    # What Test-Specs shows for spec files, and, last, the counts that it returns. Only the specs need a process of their own.
    function Test-OneSpec([string[]] $Path, [hashtable] $Option = @{}) {
        $root, $out = $repository, (Join-Path $TestDrive out)
        foreach ($name in 'DotNet', 'Testing') { . (Join-Path $build "$name.ps1") }
        $output = @(Test-Specs -Version $version -Path $Path @Option 6>&1)
        [pscustomobject]@{ Output = @($output[0..($output.Count - 2)] | ForEach-Object { "$_" }) + ($output[-1] | ConvertTo-Json -Compress) }
    }

    $version = "$((Get-Module Pester).Version)"
}

Describe 'build.ps1' {
    BeforeAll { . (Join-Path $build DotNet.ps1) }

    It 'completes the names of its tasks' {
        $line = "& '$(Join-Path $repository build.ps1)' No"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be Notebook
    }

    It 'has help for <_>' -ForEach Task, Path, Name, Unit, Pester, Report, Cluster, PesterVersion, Culture, ExcludeTag, Configuration, NoBuild, Peer {
        (Get-Help (Join-Path $repository build.ps1) -Parameter $_).Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'refuses PowerShell <_> in one sentence that says what to do' -ForEach '5.1', '7.3.9' {
        { Assert-PowerShellVersion $_ } | Should -Throw "The build needs PowerShell 7.4 or later, and this is $_. With the .NET 10 SDK, 'dotnet tool exec powershell -y ./build.ps1' runs it in one."
    }

    It 'accepts PowerShell <_>' -ForEach '7.4', '7.6.9', '8.0' {
        { Assert-PowerShellVersion $_ } | Should -Not -Throw
    }
}

# What dotnet reports depends neither on the culture of this process nor on Pester.
Describe 'Without a network' -Tag Slow, Once {
    It 'names the packages that are missing' {
        # A project whose package source is a port of this machine without a listener.
        $folder = (New-Item (Join-Path $TestDrive offline) -ItemType Directory).FullName
        Set-Content (Join-Path $folder nuget.config) '<configuration><packageSources><clear /><add key="unreachable" value="http://127.0.0.1:9/index.json" allowInsecureConnections="true" /></packageSources></configuration>'
        Copy-Item (Join-Path $build Pester Pester.csproj), (Join-Path $build Pester "packages.$version.lock.json") $folder
        Copy-Item (Join-Path $repository Directory.Packages.props) $folder
        Set-Content (Join-Path $folder Directory.Build.props) '<Project><PropertyGroup><RestorePackagesWithLockFile>true</RestorePackagesWithLockFile></PropertyGroup></Project>'
        $run = Invoke-BuildScript "`$root = '$folder'; try { Invoke-DotNet restore '$folder/Pester.csproj' '-p:PesterVersion=$version' | Out-Null } catch { `"`$_`" }" @{ NUGET_PACKAGES = (Join-Path $TestDrive packages); NUGET_ENABLE_ENHANCED_HTTP_RETRY = 'false' }
        $run.Output | Should -HaveCount 1
        $run.Output[0] | Should -BeLike "*packages that are not on this machine (Pester $version), and the package source can't be reached*"
    }

    It 'reports any other failure of dotnet with its exit code' {
        (Invoke-BuildScript "try { Invoke-DotNet build '$TestDrive/none.csproj' | Out-Null } catch { `"`$_`" }").Output | Should -Be 'dotnet build failed with exit code 1'
    }
}

# Neither Pester nor the culture matters to a process without programs.
Describe "The tests of the report's page" -Tag Once {
    It 'are <Verdict> without Node.js and Chromium, with the reason, where CI is "<CI>"' -ForEach @(
        @{ CI = ''; Verdict = 'skipped'; Count = '{"Passed":0,"Failed":0,"Skipped":1}' }
        @{ CI = 'true'; Verdict = 'failed'; Count = '{"Passed":0,"Failed":1,"Skipped":0}' }
    ) {
        $run = Invoke-BuildScript -Environment @{ PATH = $TestDrive; CI = $CI; CHROMIUM = '' } ". '$build/Report.ps1'; Test-Report | ConvertTo-Json -Compress"
        $run.Output | Should -Be "The tests of the report's page need Node.js and Chromium, which this machine doesn't have.", $Count
    }
}

Describe 'The specs of experiments on Slurm' -Tag Once {
    It 'are <Verdict> without its programs, with the reason, where CI is "<CI>"' -Skip:(-not $IsLinux) -ForEach @(
        @{ CI = ''; Verdict = 'skipped'; Count = '{"Passed":0,"Failed":0,"Skipped":1}' }
        @{ CI = 'true'; Verdict = 'failed'; Count = '{"Passed":0,"Failed":1,"Skipped":0}' }
    ) {
        $run = Invoke-BuildScript -Environment @{ PATH = $TestDrive; CI = $CI } ". '$build/Cluster.ps1'; function id { '1000' }; Test-Cluster $version | ConvertTo-Json -Compress"
        $run.Output | Should -Be 'The specs of experiments on Slurm need the user root and slurmctld, slurmd, sbatch, squeue, scancel, scontrol, sinfo (package slurm-wlm) and munged (package munge), which this machine doesn''t have.', $Count
    }
}

# Runs under each version of Pester, whose output Watch-Specs reads.
Describe 'A run of specs' -Tag Slow {
    Context 'of several files' {
        BeforeAll {
            $counted = New-Spec counted "Describe 'd' { It 'passes' { 1 | Should -Be 1 }; It 'fails' { 1 | Should -Be 2 }; It 'waits' -Skip { } }"
            $skipped = New-Spec skipped "Describe 'd' { It 'prints' { Write-Host 'text of a spec' }; It 'has to wait' -Skip { } }"
            $output = (Test-OneSpec $counted, $skipped @{ AllowedSkip = 'd.waits'; ThrottleLimit = 2 }).Output
        }

        It 'counts those that pass, fail and are skipped, and fails if there is no reason to skip one' {
            $output[-1] | Should -Be '{"Passed":2,"Failed":2,"Skipped":1}'
            "$output" | Should -BeLike '*d.has to wait was skipped*'
            "$output" | Should -Not -BeLike '*d.waits was skipped*'
        }

        It 'shows what fails and what is printed below the file' {
            "$output" | Should -BeLike '*counted.Tests.ps1 (*fails*Expected 2, but got 1*'
            $at = (0..($output.Count - 1)).Where({ $output[$_] -like '*skipped.Tests.ps1 (*' })
            $at | Should -HaveCount 1
            $output[$at[0] + 1] | Should -BeLike '*text of a spec'
        }
    }

    It 'fails if a file cannot be discovered, and has nothing to count in a file without specs' {
        $run = Test-OneSpec (New-Spec undiscovered "throw 'no specs today'"), (New-Spec empty '') @{ ThrottleLimit = 1 }
        $count = $run.Output[-1] | ConvertFrom-Json
        $count.Passed | Should -Be 0
        $count.Failed | Should -BeGreaterThan 0
        "$($run.Output)" | Should -BeLike '*no specs today*'
    }

    It 'fails if the set-up of a block fails' {
        $run = Test-OneSpec (New-Spec unset "Describe 'd' { BeforeAll { throw 'no set-up' }; It 'passes' { } }")
        ($run.Output[-1] | ConvertFrom-Json).Failed | Should -BeGreaterThan 0
    }

    It 'kills and names a spec that hangs, names a file whose process ends, and runs the other files' {
        $hung = New-Spec hung "Describe 'd' { It 'passes' { }; Context 'c' { It 'sleeps' { [Threading.Thread]::Sleep(600000) } }; It 'comes after' { } }"
        $ended = New-Spec ended "Describe 'd' { It 'ends' { [Environment]::Exit(0) } }"
        $whole = New-Spec whole "Describe 'd' { It 'passes' { } }"
        $run = Test-OneSpec $hung, $ended, $whole @{ Limit = 20; ThrottleLimit = 3 }
        $run.Output[-1] | Should -Be '{"Passed":1,"Failed":2,"Skipped":0}'
        "$($run.Output)" | Should -BeLike '*d.c.sleeps in *hung.Tests.ps1 did not end within 20 s*'
        "$($run.Output)" | Should -BeLike '*ended.Tests.ps1 did not run to its end*'
        "$($run.Output)" | Should -Not -BeLike '*hung.Tests.ps1 did not run to its end*'
    }

    It 'runs under the requested culture' {
        $run = Test-OneSpec (New-Spec culture "Describe 'd' { It 'is German' { (1.5).ToString() | Should -Be '1,5'; (Get-Culture).Name | Should -Be 'de-DE' } }") @{ Culture = 'de-DE' }
        $run.Output[-1] | Should -Be '{"Passed":1,"Failed":0,"Skipped":0}'
    }

    It 'runs only the specs with a given name' {
        $run = Test-OneSpec (New-Spec named "Describe 'd' { It 'one' { }; It 'two' { throw 'not to run' } }") @{ Name = '*one' }
        $run.Output[-1] | Should -Be '{"Passed":1,"Failed":0,"Skipped":0}'
    }

    It 'refuses a version of Pester that is not pinned, and names the pinned versions' {
        $root = $repository
        . (Join-Path $build Testing.ps1)
        { Get-Pester 4.0.0 } | Should -Throw 'Pester 4.0.0 is not pinned; the versions that are: 5.9.1, 6.2.0'
    }

    It 'leaves no process behind when it is interrupted' {
        $mark = Join-Path $TestDrive child.txt
        $path = New-Spec interrupted "Describe 'd' { It 'sleeps' { Set-Content '$mark' `$PID; [Threading.Thread]::Sleep(600000) } }"
        $script = Join-Path $TestDrive interrupted.ps1
        Set-Content $script "`$ErrorActionPreference = 'Stop'; `$root = '$repository'; `$out = '$TestDrive/out'; foreach (`$name in 'DotNet', 'Shell', 'Testing') { . (Join-Path '$build' `"`$name.ps1`") }; Test-Specs -Version $version -Path '$path'"

        # A background shell ignores the signal, and so do its children.
        $process = [Diagnostics.Process]::Start('env', [string[]](@('--default-signal=INT') + @(Get-ShellCommand) + '-NoProfile' + '-NonInteractive' + '-File' + $script))
        try {
            while (-not ((Test-Path $mark) -and (Get-Content $mark))) { $process.HasExited | Should -BeFalse; Start-Sleep -Milliseconds 100 }
            $child = [int](Get-Content $mark)
            Get-Process -Id $child | Should -HaveCount 1

            # Only to the parent; a terminal would send the signal to both.
            kill -INT $process.Id
            $process.WaitForExit(30000) | Should -BeTrue

            # On a busy computer the child takes its time.
            for ($wait = 0; $wait -lt 100 -and (Get-Process -Id $child -ErrorAction Ignore); $wait++) { Start-Sleep -Milliseconds 100 }
            Get-Process -Id $child -ErrorAction Ignore | Should -BeNullOrEmpty
        }
        finally { if (-not $process.HasExited) { $process.Kill($true) } }
    }
}

Describe 'A child shell' {
    It 'runs in the same version of PowerShell' {
        (Invoke-Shell '-Command', '"$($PSVersionTable.PSVersion)"; $PSHOME').Output | Should -Be @("$($PSVersionTable.PSVersion)", $PSHOME)
    }

    It 'returns its exit code, output and errors separately' {
        $run = Invoke-Shell '-Command', '$input; [Console]::Error.WriteLine("wrong"); exit 3' -InputText "a`nb`n"
        $run.ExitCode | Should -Be 3
        $run.Output | Should -Be @('a', 'b')
        $run.Error.Trim() | Should -Be wrong
    }

    It 'is killed after the time limit' {
        { Invoke-Shell '-Command', 'Start-Sleep 600' -TimeoutSecond 2 } | Should -Throw '*did not end within 2 s*'
    }
}
