# The pages are the same in every culture, and the cheat sheet runs in a process of its own, always in en-US.
BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot .. ..)).Path
    $pages = @(Get-ChildItem (Join-Path $root docs) -Filter *.md -Recurse | ForEach-Object FullName) + (Join-Path $root README.md) |
        ForEach-Object { @{ Name = [IO.Path]::GetRelativePath($root, $_).Replace('\', '/'); Path = $_ } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    . (Join-Path $PSScriptRoot Pages.ps1)

    # The lines of a page that are not code.
    function Get-Prose([string] $Path) {
        $isCode = $false
        foreach ($line in Get-Content $Path) {
            if ($line -match '^```') { $isCode = -not $isCode }
            elseif (-not $isCode -and $line -notmatch '^    ') { $line -replace '``.+?``|`[^`]+`', 'code' }
        }
    }

    # The targets of the links of a page.
    function Get-LinkTarget([string] $Path) {
        foreach ($match in (Get-Prose $Path | Select-String '\]\((?<target>[^)\s]+)\)' -AllMatches).Matches) { if ($match) { $match.Groups['target'].Value } }
    }

    # The anchors that a page's headings get: lower case, hyphens for spaces, no punctuation.
    function Get-Anchor([string] $Path) {
        $isCode = $false
        foreach ($line in Get-Content $Path) {
            if ($line -match '^```') { $isCode = -not $isCode }
            elseif (-not $isCode -and $line -match '^#+ (?<title>.+)$') { $Matches.title.ToLowerInvariant() -replace '[^\p{L}\p{Nd}_ -]' -replace ' ', '-' }
        }
    }
}

Describe 'The links of <Name>' -Tag Once -ForEach $pages {
    It 'lead to files and headings that exist' {
        foreach ($target in Get-LinkTarget $Path | Where-Object { $_ -notmatch '^[a-z]+:' }) {
            $file, $anchor = $target -split '#', 2
            $full = $file ? (Join-Path (Split-Path $Path) $file) : $Path
            $full | Should -Exist -Because "$Name links to it"
            if ($anchor) { Get-Anchor $full | Should -Contain $anchor -Because "$Name links to $target" }
        }
    }
}

Describe 'The index of the documentation' -Tag Once {
    It 'leads to every page' {
        $docs = Join-Path $repository docs
        $linked = foreach ($index in 'README.md', 'commands/README.md') {
            $folder = Split-Path (Join-Path $docs $index)
            Get-LinkTarget (Join-Path $docs $index) | ForEach-Object { (Resolve-Path (Join-Path $folder $_)).Path }
        }
        $pages = Get-ChildItem $docs -Filter *.md -Recurse | ForEach-Object FullName | Where-Object { $_ -ne (Join-Path $docs README.md) }
        $pages | Where-Object { $_ -notin $linked } | Should -BeNullOrEmpty
    }
}

Describe 'The cheat sheet' -Tag Once {
    BeforeAll {
        $page = Join-Path $repository docs cheatsheet.md
        Copy-Item (Join-Path $repository docs tutorials data) $TestDrive -Recurse
        Push-Location $TestDrive
        try { $blocks = @(Invoke-Page $page (Join-Path $TestDrive blocks.json) -NoUpdate) }
        finally { Pop-Location }
    }

    It 'has code that runs' {
        $blocks.Count | Should -BeGreaterThan 5
        foreach ($block in $blocks) { $block.Error | Should -BeNullOrEmpty -Because "the code below line $($block.Line) runs" }
    }

    It 'has every command' {
        $code = $blocks.Code -join "`n"
        foreach ($command in Get-Command -Module MixturePS -CommandType Cmdlet) { $code | Should -MatchExactly "\b$command\b" }
    }

    It 'has parameters that exist' {
        # Also those that stand alone, in comments: of any command.
        $names = (Get-Command -Module MixturePS -CommandType Cmdlet).Parameters.Keys | Sort-Object -Unique
        $named = (Get-Content $page | Select-String '(?<![\w-])-(?<name>[A-Z]\w*)' -AllMatches -CaseSensitive).Matches | ForEach-Object { $_.Groups['name'].Value } | Sort-Object -Unique
        $others = 'EQ', 'Examples', 'File'
        $named | Where-Object { $_ -notin $names -and $_ -notin $others } | Should -BeNullOrEmpty
    }

    It 'fits two printed pages' {
        # 70 lines of 100 columns each, at 9 points.
        $lines = @(Get-Content $page)
        $lines.Count | Should -BeLessOrEqual 120
        ($blocks | ForEach-Object { $_.Code -split '\n' } | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
    }
}
