It 'i' { }
