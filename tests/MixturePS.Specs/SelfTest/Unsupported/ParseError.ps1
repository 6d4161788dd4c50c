Describe 'd' { It 'i' { if } }
