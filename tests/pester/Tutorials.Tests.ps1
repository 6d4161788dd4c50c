# The pages run in a process of their own, always in en-US.
BeforeDiscovery {
    $pages = (Get-ChildItem (Join-Path $PSScriptRoot .. .. docs tutorials) -Filter *.md).Name
}

BeforeAll {
    . (Join-Path $PSScriptRoot Shared.ps1)
    . (Join-Path $PSScriptRoot Pages.ps1)
    $tutorials = Join-Path $repository docs tutorials
}

Describe 'The tutorial <_>' -Tag Once -ForEach $pages {
    BeforeAll {
        $page = Join-Path $tutorials $_
        $folder = New-Item (Join-Path $TestDrive $_) -ItemType Directory
        Copy-Item (Join-Path $tutorials data) $folder -Recurse
        Push-Location $folder
        try { $blocks = @(Invoke-Page $page (Join-Path $TestDrive blocks.json)) }
        finally { Pop-Location }
    }

    It 'has code to run' { $blocks.Count | Should -BeGreaterThan 5 }

    It 'runs without an error' {
        foreach ($block in $blocks) { $block.Error | Should -BeNullOrEmpty -Because "the code below line $($block.Line) runs" }
    }

    It 'shows what its code prints' {
        foreach ($block in $blocks) { Get-PlainLine $block.Shown | Should -BeExactly $block.Output -Because "the code below line $($block.Line) prints it (MIXTUREPS_UPDATE=1 updates the page)" }
    }

    It 'shows no empty output, and has code of 120 columns at most' {
        foreach ($block in $blocks) {
            if ($null -ne $block.Shown) { $block.Shown | Should -Not -BeNullOrEmpty -Because "the text below line $($block.Line) shows something" }
        }
        ($blocks | ForEach-Object { $_.Code -split '\n' } | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }
}
