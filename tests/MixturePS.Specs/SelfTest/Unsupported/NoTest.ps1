Describe 'd' { }
