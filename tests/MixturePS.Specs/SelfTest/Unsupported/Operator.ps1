Describe 'd' { It 'i' { 'file' | Should -FileContentMatch 'x' } }
