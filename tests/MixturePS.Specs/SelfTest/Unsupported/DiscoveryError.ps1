Describe 'd' {
    It 'i' { }
    throw 'in discovery'
}
