BeforeAll { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'out', 'MixturePS', 'MixturePS.psd1')) -Force }
Describe 'x' { It 'y' { 1 | Should -Be 2 } }
