# Specs that need a new process.
BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $path = @{ PSModulePath = (Join-Path $repository out) + [IO.Path]::PathSeparator + $env:PSModulePath }
}

Describe 'A module on $env:PSModulePath' {
    It 'loads when one of its commands is first used' {
        $run = Invoke-Shell -Environment $path -ArgumentList '-Command', @'
            $null -eq (Get-Module MixturePS)
            (New-MixtureModel -K 2).GetType().Name
            (Get-Module MixturePS).Path
'@
        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -BeExactly 'True', 'MixtureModel', (Join-Path $repository out MixturePS MixturePS.dll)
        $run.ExitCode | Should -Be 0
    }

    It 'shows the help of a command before it is used' {
        # The help that PowerShell generates for a cmdlet without a help file has no description.
        $run = Invoke-Shell -Environment $path -ArgumentList '-Command', '$help = Get-Help New-MixtureModel; $help.Name; [bool]$help.Description'
        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -BeExactly 'New-MixtureModel', 'True'
    }
}

Describe 'The plotting libraries' {
    It 'load with the first picture' {
        $run = Invoke-Shell -ArgumentList '-Command', @"
            function Get-Loaded {
                `$names = [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name }
                'MixturePS.Core', 'MixturePS.Plots', 'ScottPlot', 'SkiaSharp', 'HarfBuzzSharp', 'CsvHelper', 'MathNet.Numerics', 'Lucene.Net' | Where-Object { `$_ -in `$names } | Join-String -Separator ' '
            }
            Import-Module '$modulePath'
            Get-Loaded
            `$model = New-MixtureModel -K 2 -J 5 -Seed 1
            Get-Loaded
            `$model | Export-MixturePlot '$(Join-Path $TestDrive words.png)'
            Get-Loaded
            `$model | Export-MixturePlot '$(Join-Path $TestDrive title.png)' -Title (-join [char[]](0x5E9, 0x5DC))
            Get-Loaded
"@
        $run.Error | Should -BeNullOrEmpty
        $run.Output[0] | Should -BeExactly 'MixturePS.Core'
        $run.Output -replace ' MathNet.Numerics' | Should -BeExactly 'MixturePS.Core', 'MixturePS.Core', 'MixturePS.Core MixturePS.Plots ScottPlot SkiaSharp',
            'MixturePS.Core MixturePS.Plots ScottPlot SkiaSharp HarfBuzzSharp'
        'TestDrive:/words.png' | Should -Exist
    }
}

Describe 'Memory limited to 200 MiB' {
    BeforeAll {
        $limited = @{ DOTNET_GCHeapHardLimit = 'C800000' }
    }

    It 'refuses a matrix beyond the limit and states both sizes' {
        $run = Invoke-Shell -Environment ($path + $limited) -ArgumentList '-Command', 'try { New-MixtureModel -K 1 -J 30000000 } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }'
        $run.Output[0] | Should -BeExactly 'MatrixTooLarge,MixturePS.Commands.NewMixtureModelCommand'
        $run.Output[1] | Should -BeLike '*240000000 bytes (228.88 MiB), but only 200 MiB are available to this process*'
        $run.Error | Should -BeNullOrEmpty
    }

    It 'reports that memory ran out during the computation and keeps the session alive' {
        # One vector of 15 million numbers fits, two do not.
        $run = Invoke-Shell -Environment ($path + $limited) -ArgumentList '-Command', 'try { New-MixtureModel -K 1 -J 15000000 } catch { $_.FullyQualifiedErrorId }; (New-MixtureModel -K 2 -J 3).K'
        $run.Output | Should -BeExactly 'OutOfMemory,MixturePS.Commands.NewMixtureModelCommand', 2
        $run.Error | Should -BeNullOrEmpty
    }
}
