BeforeDiscovery {
    $topics = 'about_MixturePS', 'about_MixturePS_Model', 'about_MixturePS_Reproducibility', 'about_MixturePS_FromPython'
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    $commands = (Get-Command -Module MixturePS -CommandType Cmdlet).Name
    $folder = Join-Path (Split-Path $modulePath) en-US
    function Get-Topic([string] $Name) { Get-Content (Join-Path $folder "$Name.help.txt") }
}

Describe 'The topic <_>' -ForEach $topics {
    BeforeAll {
        $topic = $_
        $lines = Get-Topic $topic
    }

    It 'fits a terminal' {
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $lines -match '\t' | Should -BeNullOrEmpty
    }

    It 'has the usual headings' {
        $lines -match '^\S' | Select-Object -First 3 | Should -BeExactly 'TOPIC', 'SHORT DESCRIPTION', 'LONG DESCRIPTION'
        $lines[1] | Should -BeExactly "    $topic"
    }

    It 'is shown by Get-Help' {
        Get-Help $topic | Out-String | Should -Match ([regex]::Escape($lines[4].Trim()))
    }

    It 'names existing commands' {
        $nouns = $commands -replace '^.+-'
        $named = ($lines -join "`n" | Select-String '\b[A-Z][A-Za-z]+-[A-Z][A-Za-z]+' -AllMatches -CaseSensitive).Matches.Value
        $named | Where-Object { $_ -replace '^.+-' -in $nouns } | Where-Object { $_ -notin $commands } | Should -BeNullOrEmpty
    }

    It 'names existing topics' {
        $named = ($lines -join "`n" | Select-String 'about_MixturePS[A-Za-z_]*' -AllMatches -CaseSensitive).Matches.Value
        $there = (Get-ChildItem $folder -Filter *.help.txt).Name -replace '\.help\.txt$'
        $named | Where-Object { $_ -cnotin $there } | Should -BeNullOrEmpty
    }
}

Describe 'The topics' {
    It 'are those that the module contains' -ForEach @{ Topics = $topics } {
        (Get-ChildItem $folder -Filter about_*).Name | Sort-Object | Should -BeExactly ($Topics | ForEach-Object { "$_.help.txt" } | Sort-Object)
    }

    It 'list every command in the first topic' {
        $text = (Get-Topic about_MixturePS) -join "`n"
        foreach ($command in $commands) { $text | Should -MatchExactly "\b$command\b" }
    }

    It 'have equivalents of Python code that run in order' {
        # The right-hand cells of the tables. A cell may have several lines, and blank lines separate cells.
        $column = 41
        $isTable = $false
        $cell = @()
        $cells = foreach ($line in @(Get-Topic about_MixturePS_FromPython) + '') {
            if ($line -match '^\S') { $isTable = $line -cin 'NUMPY', 'SCIPY', 'SCIKIT-LEARN', 'QUANTEDA (R)' }
            elseif ($isTable -and $line.Length -gt $column) { $cell += $line.Substring($column) }
            elseif (-not $line -and $cell) {
                $cell -join "`n"
                $cell = @()
            }
        }
        $cells.Count | Should -BeGreaterThan 40

        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        try {
            $null = [powershell]::Create($runspace).AddScript("Import-Module '$modulePath'; Set-Location '$TestDrive'").Invoke()
            foreach ($cell in $cells) {
                $shell = [powershell]::Create($runspace)
                $output = $shell.AddScript($cell).Invoke()
                $shell.Streams.Error | Should -BeNullOrEmpty -Because "'$cell' runs"
                # An assignment writes nothing, and an export writes a file.
                if ($cell -notmatch '^\s*\$|\| Export-') { $output.Count | Should -BeGreaterThan 0 -Because "'$cell' shows something" }
            }
        }
        finally { $runspace.Dispose() }
        Get-ChildItem $TestDrive -Name | Should -Contain w.mtx
        Get-ChildItem $TestDrive -Name | Should -Contain km.json
    }
}
